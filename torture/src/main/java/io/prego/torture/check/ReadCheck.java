package io.prego.torture.check;

import io.prego.torture.history.Answer;
import io.prego.torture.history.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients read, beside a fresh replay: never something that was not so, never back in time. */
final class ReadCheck {

    private static final String TRUE = "a read is a fresh replay at its position";
    private static final String FORWARD = "no read goes back in position for one client";
    private static final String FRESH = "a read holds the position that was asked for";
    private static final String STABLE = "what is read as of a position never changes";
    private static final String POLITE = "a fault is answered 503, never by another 5xx or as the caller's mistake";
    /** How long before a read began what it says of the read model may have been found; another node may have told newer. */
    private static final Duration RECENT = Duration.ofMillis(1);

    private static final Set<Integer> EXPECTED = Set.of(200, 404, 503);
    private static final Pattern AS_OF = Pattern.compile("[?&]as_of=(\\d+)");
    private static final Pattern LIMIT = Pattern.compile("[?&]limit=(\\d+)");
    private static final String HOSTNAMES = "/internal/hostnames/";
    private static final String JOBS = "/v1/jobs/";
    private static final String TENANTS = "/v1/tenants/";
    private static final String INTERNAL_TENANTS = "/internal/tenants/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Log log;
    private final Replay replay;
    private final List<Violation> found = new ArrayList<>();
    private final Map<String, Seen> positions = new HashMap<>();
    private final Map<String, String> past = new HashMap<>();

    private ReadCheck(Log log, Replay replay) {
        this.log = log;
        this.replay = replay;
    }

    static List<Violation> of(Log log, Replay replay, List<Exchange> exchanges) {
        var check = new ReadCheck(log, replay);
        exchanges.stream()
                .filter(exchange -> exchange.call().method().equals("GET"))
                .forEach(check::read);
        return check.found;
    }

    private void read(Exchange exchange) {
        var answer = exchange.answer();
        if (answer == null || answer.status() == 503) {
            return;
        }
        if (!EXPECTED.contains(answer.status())) {
            tell(POLITE, exchange, "unexpected");
            return;
        }
        var asOf = asOf(exchange);
        if (asOf == null) {
            forward(exchange, answer);
        } else {
            stable(exchange, answer);
        }
        var path = exchange.call().route();
        if (path.startsWith(JOBS)) {
            one(
                    exchange,
                    answer,
                    replay.jobs().get(path.substring(JOBS.length())),
                    it -> it.streamVersion(),
                    Words::answer);
        } else if (path.startsWith(TENANTS)) {
            one(
                    exchange,
                    answer,
                    replay.tenants().get(path.substring(TENANTS.length())),
                    it -> it.streamVersion(),
                    it -> Words.answer(it, false));
        } else if (path.startsWith(HOSTNAMES)) {
            hostname(exchange, answer, path.substring(HOSTNAMES.length()));
        } else if (path.startsWith(INTERNAL_TENANTS) && answer.status() == 200) {
            var tenant = path.substring(INTERNAL_TENANTS.length()).replaceFirst("/history$", "");
            events(exchange, answer, entry -> tenant.equals(entry.event().tenantId()));
        } else if (path.equals("/internal/events")) {
            var from = Long.parseLong(exchange.call().path().replaceAll(".*[?&]from=(\\d+).*", "$1"));
            events(exchange, answer, entry -> entry.position() >= from);
        } else if (path.equals("/internal/tenants-directory") && asOf != null && answer.status() == 200) {
            directory(exchange, answer, asOf);
        }
    }

    private void forward(Exchange exchange, Answer answer) {
        var position = answer.number("x-projection-position");
        if (position == null) {
            return;
        }
        var of = exchange.client() + " " + exchange.call().route();
        var before = positions.get(of);
        if (before == null || before.position() <= position) {
            positions.put(of, new Seen(position, exchange.answeredAt()));
        } else if (exchange.sentAt() - before.answeredAt() >= RECENT.toNanos()) {
            tell(FORWARD, exchange, "the client has seen %d before %d".formatted(before.position(), position));
        }
        var least = exchange.call().headers().get("x-min-event-position");
        if (least != null && answer.status() == 200 && position < Long.parseLong(least)) {
            tell(FRESH, exchange, "asked for %s, got %d".formatted(least, position));
        }
    }

    private void stable(Exchange exchange, Answer answer) {
        var said = answer.status() + (answer.status() == 200 ? answer.body() : "");
        var before = past.putIfAbsent(exchange.call().path(), said);
        if (before != null && !before.equals(said)) {
            tell(STABLE, exchange, "it was " + before);
        }
    }

    private <T> void one(
            Exchange exchange,
            Answer answer,
            @Nullable NavigableMap<Long, T> versions,
            ToLongFunction<T> streamVersion,
            Function<T, String> words) {
        var asOf = asOf(exchange);
        if (asOf != null) {
            past(exchange, answer, Replay.asOf(versions, asOf), words);
            return;
        }
        if (answer.status() == 404 || versions == null) {
            tell(TRUE, exchange, "only what exists was asked for");
            return;
        }
        var version = answer.number("etag");
        for (var entry : versions.entrySet()) {
            if (version != null && streamVersion.applyAsLong(entry.getValue()) == version) {
                same(exchange, words.apply(entry.getValue()), answer.body());
                var next = versions.higherKey(entry.getKey());
                var position = answer.number("x-projection-position");
                if (next != null && position != null && next <= position) {
                    tell(TRUE, exchange, "it says that it holds %d, and lacks %d".formatted(position, next));
                }
                return;
            }
        }
        tell(TRUE, exchange, "there is no such version");
    }

    private <T> void past(Exchange exchange, Answer answer, @Nullable T version, Function<T, String> words) {
        if (version == null ? answer.status() != 404 : answer.status() == 404) {
            tell(TRUE, exchange, "the replay has " + version);
        } else if (version != null) {
            same(exchange, words.apply(version), answer.body());
        }
    }

    private void hostname(Exchange exchange, Answer answer, String hostname) {
        var versions = replay.hostnames().get(hostname);
        var asOf = asOf(exchange);
        if (asOf != null) {
            var version = Replay.asOf(versions, asOf);
            past(exchange, answer, version == null || version.tenantId() == null ? null : version, Words::answer);
        } else if (answer.status() == 200) {
            var said = tree(answer.body());
            var known = versions != null
                    && versions.values().stream()
                            .anyMatch(it -> tree(Words.answer(it)).equals(said));
            if (!known) {
                tell(TRUE, exchange, "there is no such version");
            }
        }
    }

    private void directory(Exchange exchange, Answer answer, long asOf) {
        var items = replay.tenants().values().stream()
                .map(versions -> Replay.asOf(versions, asOf))
                .filter(java.util.Objects::nonNull)
                .map(entry -> Words.answer(entry, true))
                .limit(limit(exchange))
                .toList();
        same(
                exchange,
                "[%s]".formatted(String.join(",", items)),
                answer.json().path("items").toString());
    }

    private void events(Exchange exchange, Answer answer, java.util.function.Predicate<LogEntry> filter) {
        var reached = answer.number("x-projection-position");
        var should = log.entries().stream()
                .filter(filter)
                .filter(entry -> reached == null || entry.position() <= reached)
                .map(entry -> entry.event().eventId().toString())
                .limit(limit(exchange))
                .toList();
        var is = new ArrayList<String>();
        answer.json().path("items").forEach(item -> is.add(item.path("event_id").asString("")));
        if (!should.equals(is)) {
            tell(TRUE, exchange, "the log has %s, the answer %s".formatted(should, is));
        }
    }

    private static long limit(Exchange exchange) {
        var limit = LIMIT.matcher(exchange.call().path());
        return limit.find() ? Long.parseLong(limit.group(1)) : 200;
    }

    private void same(Exchange exchange, String should, String is) {
        if (!tree(should).equals(tree(is))) {
            tell(TRUE, exchange, "the replay has %s, the answer is %s".formatted(should, is));
        }
    }

    private static JsonNode tree(String json) {
        return JSON.readTree(json);
    }

    private static @Nullable Long asOf(Exchange exchange) {
        var asOf = AS_OF.matcher(exchange.call().path());
        return asOf.find() ? Long.valueOf(asOf.group(1)) : null;
    }

    private void tell(String invariant, Exchange exchange, String what) {
        var route = exchange.call().route();
        found.add(Violation.of(
                invariant, "%s: %s".formatted(exchange.told(), what), route.substring(route.lastIndexOf('/') + 1)));
    }

    /** @param answeredAt in nanoseconds of the clients' common clock */
    private record Seen(long position, long answeredAt) {}
}
