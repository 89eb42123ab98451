package io.prego.torture.check;

import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.torture.history.Answer;
import io.prego.torture.history.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What clients were answered to their commands, beside the log: nothing lost, nothing invented, nothing twice. */
final class CommandCheck {

    private static final String KEPT = "what was acknowledged is in the log";
    private static final String ONCE = "an idempotency key never acts twice";
    private static final String EQUAL = "a repeat is answered as the first time";
    private static final String ASKED = "nothing is in the log that nobody asked for";
    private static final String REASON = "a refusal has its reason in the log";
    private static final String ORDER = "what is acknowledged before another is asked stands before it";
    private static final String POLITE = "a fault is answered 503, never by another 5xx or as the caller's mistake";
    private static final Set<Integer> EXPECTED = Set.of(200, 201, 202, 204, 404, 409, 412, 422, 429, 503);
    private static final String NAME = "Company of ";

    private final Log log;
    private final List<Exchange> commands;
    private final List<Violation> found = new ArrayList<>();
    private final Map<String, List<LogEntry>> registeredByKey = new HashMap<>();
    private final Map<String, List<LogEntry>> registeredBySlug = new HashMap<>();

    private CommandCheck(Log log, List<Exchange> exchanges) {
        this.log = log;
        this.commands = exchanges.stream()
                .filter(exchange -> !exchange.call().method().equals("GET"))
                .toList();
        for (var entry : log.entries()) {
            if (entry.fact() instanceof TenantRegistered it) {
                add(registeredByKey, it.companyName().replaceFirst(NAME, ""), entry);
                add(registeredBySlug, it.subdomainSlug().value(), entry);
            }
        }
    }

    private static void add(Map<String, List<LogEntry>> entries, String name, LogEntry entry) {
        entries.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
    }

    static List<Violation> of(Log log, List<Exchange> exchanges) {
        var check = new CommandCheck(log, exchanges);
        check.registrations();
        check.acknowledged();
        check.inRealTime();
        check.politeness();
        return check.found;
    }

    private void registrations() {
        var byKey = new TreeMap<String, List<Exchange>>();
        for (var command : commands) {
            var key = command.call().key();
            if (command.call().path().equals("/v1/tenants") && key != null) {
                byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(command);
            }
        }
        byKey.forEach(this::registration);
        registeredByKey.forEach((key, entries) -> {
            if (!byKey.containsKey(key)) {
                found.add(violation(ASKED, "a tenant of the key %s".formatted(key), entries, key));
            }
        });
    }

    private void registration(String key, List<Exchange> tries) {
        var registered = registeredByKey.getOrDefault(key, List.of());
        if (registered.size() > 1) {
            found.add(violation(ONCE, "%s made %d tenants".formatted(key, registered.size()), registered, key));
        }
        var accepted = answers(tries, 202);
        if (!accepted.isEmpty() && registered.isEmpty()) {
            found.add(violation(KEPT, "%s was accepted and made no tenant".formatted(key), registered, key));
        }
        for (var answer : accepted) {
            var tenant = answer.text("tenant_id");
            if (!registered.isEmpty()
                    && !registered.getFirst().event().streamId().equals(tenant)) {
                found.add(violation(KEPT, "%s was told of %s".formatted(key, tenant), registered, key, tenant));
            }
            if (!answer.body().equals(accepted.getFirst().body())) {
                found.add(violation(EQUAL, "%s was answered in several ways".formatted(key), registered, key));
            }
        }
        if (accepted.stream().filter(answer -> !answer.isReplayed()).count() > 1) {
            found.add(violation(ONCE, "%s was answered twice as if it were new".formatted(key), registered, key));
        }
        for (var refused : answers(tries, 409)) {
            refused(key, refused, tries);
        }
    }

    private void refused(String key, Answer refused, List<Exchange> tries) {
        if (refused.text("code").equals("slug_taken")) {
            var slug = slug(tries.getFirst());
            var others = registeredBySlug.getOrDefault(slug, List.of()).stream()
                    .filter(entry ->
                            !registeredByKey.getOrDefault(key, List.of()).contains(entry))
                    .toList();
            if (others.isEmpty()) {
                found.add(Violation.of(REASON, "%s is said to be taken, and nobody has it".formatted(slug), key, slug));
            }
        } else if (refused.text("code").equals("idempotency_key_reused")) {
            if (tries.stream().map(it -> it.call().body()).distinct().count() == 1) {
                found.add(Violation.of(REASON, "%s is said to be used otherwise, and was not".formatted(key), key));
            }
        }
    }

    private static String slug(Exchange registration) {
        return String.valueOf(registration.call().body()).replaceAll("(?s).*\"subdomain_slug\": \"([^\"]*)\".*", "$1");
    }

    private static List<Answer> answers(List<Exchange> tries, int status) {
        return tries.stream()
                .map(Exchange::answer)
                .filter(Objects::nonNull)
                .filter(answer -> answer.status() == status)
                .toList();
    }

    /** Whatever was answered with a position rests on an event that is there and that speaks of the same thing. */
    private void acknowledged() {
        for (var command : commands) {
            var answer = command.answer();
            var position = answer == null || answer.status() >= 300 ? null : answer.position();
            if (position == null) {
                continue;
            }
            var entry = entry(position);
            if (entry == null) {
                found.add(
                        Violation.at(position, KEPT, "an answer rests on %d: %s".formatted(position, command.told())));
            } else if (append(entry).stream().noneMatch(it -> speaksOf(it, command))) {
                found.add(Violation.at(
                        position,
                        KEPT,
                        "an answer rests on another's event: %s / %s".formatted(command.told(), entry.told())));
            }
        }
    }

    private List<LogEntry> append(LogEntry entry) {
        var first = (int) entry.position() - 1 - entry.index();
        return first < 0
                ? List.of(entry)
                : log.entries().subList(first, Math.min(log.entries().size(), first + entry.size()));
    }

    private static boolean speaksOf(LogEntry entry, Exchange command) {
        var said = command.call().path()
                + command.call().body()
                + Objects.requireNonNull(command.answer()).body();
        return entry.event().tags().stream().anyMatch(tag -> said.contains(tag.substring(tag.indexOf(':') + 1)));
    }

    private @Nullable LogEntry entry(long position) {
        var index = position - 1;
        return index >= 0 && index < log.entries().size() ? log.entries().get((int) index) : null;
    }

    /** Registrations only: other commands may rest on older events. */
    private void inRealTime() {
        var fresh = commands.stream()
                .filter(it -> it.call().path().equals("/v1/tenants"))
                .filter(it -> it.is(202) && !Objects.requireNonNull(it.answer()).isReplayed())
                .toList();
        var answered = commands.stream()
                .filter(it -> it.answer() != null && it.answer().position() != null)
                .sorted(Comparator.comparingLong(Exchange::answeredAt))
                .toList();
        var asked = fresh.stream()
                .sorted(Comparator.comparingLong(Exchange::sentAt))
                .toList();
        var greatest = 0L;
        var next = 0;
        for (var command : asked) {
            while (next < answered.size() && answered.get(next).answeredAt() < command.sentAt()) {
                greatest = Math.max(greatest, position(answered.get(next++)));
            }
            if (position(command) <= greatest) {
                found.add(new Violation(
                        ORDER,
                        "%s stands at %d, and %d was answered before"
                                .formatted(command.told(), position(command), greatest),
                        List.of(position(command), greatest),
                        Set.of()));
            }
        }
    }

    private static long position(Exchange command) {
        var position = Objects.requireNonNull(command.answer()).position();
        return position == null ? 0 : position;
    }

    private void politeness() {
        commands.stream()
                .filter(it ->
                        it.answer() != null && !EXPECTED.contains(it.answer().status()))
                .limit(5)
                .forEach(it -> found.add(Violation.of(POLITE, it.told())));
    }

    private static Violation violation(String invariant, String what, List<LogEntry> entries, String... about) {
        return new Violation(
                invariant, what, entries.stream().map(LogEntry::position).toList(), Set.of(about));
    }
}
