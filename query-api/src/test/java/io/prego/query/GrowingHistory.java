package io.prego.query;

import io.prego.kernel.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random history of tenants, and every read that can be asked about it. */
final class GrowingHistory {

    private static final int HOSTNAMES = 3;

    private final Log log;
    private final String name;
    private final Random random;
    private final List<Story> stories = new ArrayList<>();
    private final List<Story> holders = new ArrayList<>();

    GrowingHistory(Log log, String name, Random random) {
        this.log = log;
        this.name = name;
        this.random = random;
        for (var i = 0; i < HOSTNAMES; i++) {
            holders.add(null);
        }
    }

    /** Random changes, published when all of them are in the log. */
    void grow(int changes) {
        for (var i = 0; i < changes; i++) {
            change();
        }
        stories.forEach(Story::sent);
        log.published();
    }

    private void change() {
        var active = stories.stream().filter(Story::isActive).toList();
        var open = stories.stream().filter(story -> !story.isActive()).toList();
        switch (random.nextInt(4)) {
            case 0 -> move(active);
            case 1 -> any(open, Story::activated);
            case 2 -> any(stories, Story::callbackRejected);
            default -> {
                var slug = "%s-%d".formatted(name, stories.size());
                var region = Region.values()[random.nextInt(Region.values().length)];
                stories.add(Story.registered(log, slug, "Company " + name, region));
            }
        }
    }

    private void any(List<Story> candidates, java.util.function.Consumer<Story> change) {
        if (!candidates.isEmpty()) {
            change.accept(candidates.get(random.nextInt(candidates.size())));
        }
    }

    /** A host name goes from nobody to somebody, or back. */
    private void move(List<Story> active) {
        var number = random.nextInt(HOSTNAMES);
        var holder = holders.get(number);
        if (holder != null) {
            holder.unmapped(hostname(number));
            holders.set(number, null);
        } else if (!active.isEmpty()) {
            var next = active.get(random.nextInt(active.size()));
            holders.set(number, next.mapped(hostname(number)));
        }
    }

    private String hostname(int number) {
        return "h%d.%s.example".formatted(number, name);
    }

    Instant lastRecordedAt() {
        return stories.stream()
                .map(story -> story.last().recordedAt())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** The paths of single things, some of which are not there yet. */
    List<String> things() {
        var paths = new ArrayList<String>();
        for (var i = 0; i < HOSTNAMES; i++) {
            paths.add("/internal/hostnames/" + hostname(i));
        }
        for (var story : stories) {
            paths.addAll(pathsOf(story));
        }
        paths.add("/internal/events/" + stories.getLast().last().eventId());
        paths.add("/v1/subdomain/check?slug=" + name + "-0");
        paths.add("/v1/subdomain/check?slug=" + name + "-" + stories.size());
        return paths;
    }

    /** Where this tenant alone is told of. */
    List<String> pathsOf(Story story) {
        return List.of(
                "/v1/tenants/" + story.tenant,
                "/v1/jobs/" + story.job,
                "/internal/hostnames/" + story.slug + ".prego.example",
                "/internal/tenants/" + story.tenant + "/history?limit=100");
    }

    /** The paths of lists, in pages so small that there are several. */
    List<String> lists() {
        return List.of(
                "/internal/tenants-directory?limit=2&q=" + name,
                "/internal/tenants-directory?limit=2&status=active&q=" + name,
                "/internal/tenants-directory?limit=2&region=eu&q=" + name,
                "/internal/jobs?limit=5",
                "/internal/jobs?limit=5&status=Pending",
                "/internal/jobs?limit=5&stuck_for=0",
                "/internal/jobs?limit=5&stage=pulumi",
                "/internal/events?limit=20&tenant_id=" + stories.getFirst().tenant,
                "/internal/events?limit=20&type=provision_job.callback_rejected",
                "/internal/events?limit=20&trace_id=trace_" + name + "-0",
                "/internal/tenants/" + stories.getFirst().tenant + "/history?limit=2");
    }
}
