package io.prego.query;

import static io.prego.query.StreamWorld.event;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedPostgres;
import io.prego.eventlog.NewEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

    private static final String LAST = "Last-Event-ID";
    private static final Pattern WHOLE_EVENT = Pattern.compile("id: ([0-9]+)\\nevent: [^\\n]+\\ndata: [^\\n]+\\n\\n");

    private static StreamWorld world;

    @BeforeAll
    static void start() {
        world = new StreamWorld(SharedPostgres.freshDatabase());
        world.append(1);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void readers_that_are_cut_at_random_places_get_each_position_once_and_in_order_while_four_write() {
        var from = world.head();
        var appends = 300;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = LongStream.range(0, 3)
                    .mapToObj(seed -> CompletableFuture.supplyAsync(
                            () -> readInPieces(from, from + 4 * appends * 2, new Random(seed)), threads))
                    .toList();
            for (var writer = 0; writer < 4; writer++) {
                threads.execute(() -> {
                    for (var i = 0; i < appends; i++) {
                        world.append(1 + i % 3);
                    }
                });
            }
            var expected = LongStream.rangeClosed(from + 1, from + 4 * appends * 2)
                    .boxed()
                    .toList();
            readers.forEach(reader -> assertThat(reader.join()).isEqualTo(expected));
        }
    }

    private static List<Long> readInPieces(long from, long to, Random random) {
        var heard = new ArrayList<Long>();
        var last = from;
        while (last < to) {
            try (var reader = world.read("", LAST, "" + last)) {
                var piece = (int) Math.min(1 + random.nextInt(400), to - last);
                heard.addAll(reader.positions(piece));
            }
            last = heard.getLast();
        }
        return heard;
    }

    @Test
    void who_names_no_place_gets_what_comes_and_learns_at_once_where_it_began() {
        var head = world.head();
        try (var reader = world.read("")) {
            var opening = reader.next();
            assertThat(reader.response().headers().firstValue("content-type")).hasValue("text/event-stream");
            assertThat(reader.response().headers().firstValue("x-projection-position"))
                    .hasValue("" + head);
            assertThat(opening.fields())
                    .containsEntry("id", "" + head)
                    .containsKey("retry")
                    .doesNotContainKey("data");
            var appended = world.append(2);
            assertThat(reader.positions(2)).containsExactly(appended.first(), appended.last());
        }
    }

    @Test
    void from_is_inclusive_and_gives_way_to_the_last_event_seen() {
        var appended = world.append(3);
        try (var reader = world.read("?from=" + appended.first())) {
            assertThat(reader.next().fields()).doesNotContainKey("id");
            assertThat(reader.positions(3)).startsWith(appended.first()).endsWith(appended.last());
        }
        try (var reader = world.read("?from=" + appended.recordedAt())) {
            assertThat(reader.positions(1)).containsExactly(appended.first());
        }
        try (var reader = world.read("?from=1", LAST, "" + (appended.last() - 1))) {
            assertThat(reader.positions(1)).containsExactly(appended.last());
        }
        try (var reader = world.read("", LAST, "0")) {
            assertThat(reader.positions(2)).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=thing.chosen",
                "stream_id=chosen",
                "tenant_id=tnt_chosen",
                "trace_id=trace_chosen",
                "stream_type=thing&stream_id=chosen&type=thing.chosen"
            })
    void a_filter_holds_for_what_was_and_for_what_comes(String filter) {
        var old = world.append(chosen(), event("thing.happened", "other", 9), chosen());
        try (var reader = world.read("?from=%d&%s".formatted(old.first(), filter))) {
            assertThat(reader.positions(2)).containsExactly(old.first(), old.last());
            var fresh = world.append(event("thing.happened", "other", 9), chosen());
            var heard = reader.nextEvent();
            assertThat(heard.id()).isEqualTo(fresh.last());
            assertThat(heard.field("event")).isEqualTo("thing.chosen");
            assertThat(heard.field("data"))
                    .startsWith("{\"position\":" + fresh.last() + ",")
                    .endsWith("}");
        }
    }

    private static NewEvent chosen() {
        return event("thing.chosen", "chosen", 9);
    }

    @Test
    void a_reader_of_few_events_is_told_how_far_it_is_and_need_not_read_that_again() {
        world.append(1_001);
        var head = world.head();
        try (var reader = world.read("?from=1&type=no.such.type")) {
            var bookmark = reader.next(heard -> heard.fields().containsKey("id"));
            assertThat(bookmark.isEvent()).isFalse();
            assertThat(bookmark.id()).isEqualTo(head);
            assertThat(reader.next().fields()).containsOnlyKeys("");
        }
    }

    @Test
    void a_reader_that_does_not_read_slows_nobody_is_cut_and_goes_on_where_it_was() throws Exception {
        var from = world.head();
        try (var idle = notReading(from);
                var reader = world.read("", LAST, "" + from)) {
            var read = CompletableFuture.supplyAsync(() -> reader.positions(6_000));
            var slowest = LongStream.range(0, 60).map(_ -> millisToAppend(100)).max();
            assertThat(slowest.orElseThrow()).isLessThan(1_000);
            assertThat(read.join()).startsWith(from + 1).endsWith(from + 6_000);
            // It holds one of the places until the server has waited long enough for it.
            awaitPlaces(StreamWorld.STREAMS_MAX - 1);
            var last = lastEventIn(idle, from);
            assertThat(last).isLessThan(from + 6_000);
            try (var again = world.read("", LAST, "" + last)) {
                assertThat(again.positions(1)).containsExactly(last + 1);
            }
        }
    }

    private static long millisToAppend(int count) {
        var large = "large".repeat(200);
        var events = Stream.generate(() -> event("thing.happened", large, 10))
                .limit(count)
                .toArray(NewEvent[]::new);
        var begun = System.nanoTime();
        world.append(events);
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static Socket notReading(long from) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(256 << 10);
        socket.connect(world.server().address());
        var request = """
            GET /internal/events/stream HTTP/1.0
            Authorization: Bearer %s
            Last-Event-ID: %d

            """.formatted(QueryApplication.KEY, from);
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(US_ASCII));
        return socket;
    }

    /** The last whole event among what the sockets held; the server may have reset the connection behind it. */
    private static long lastEventIn(Socket socket, long from) throws IOException {
        var held = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(held);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return WHOLE_EVENT
                .matcher(held.toString(UTF_8))
                .results()
                .mapToLong(event -> Long.parseLong(event.group(1)))
                .max()
                .orElse(from);
    }

    @Test
    void beyond_the_limit_it_is_503_and_a_cut_connection_frees_its_place() {
        var open = new ArrayList<StreamReader>();
        while (open.size() < StreamWorld.STREAMS_MAX) {
            open.add(world.read(""));
        }
        var refused = world.server().get("/internal/events/stream");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("overloaded");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        open.forEach(StreamReader::close);
        awaitPlaces(StreamWorld.STREAMS_MAX);
    }

    /** What has got a place keeps it until all have one: given back, it would be free only after a while. */
    private static void awaitPlaces(int count) {
        var open = new ArrayList<StreamReader>();
        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                var reader = world.ask("");
                if (reader.response().statusCode() == 200) {
                    open.add(reader);
                } else {
                    reader.close();
                }
                return open.size() == count;
            });
        } finally {
            open.forEach(StreamReader::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "999999999", "9999999999999999999", "''", "1,2"})
    void a_last_event_that_cannot_be_is_400(String lastEventId) {
        var answer = world.server().get("/internal/events/stream", LAST, lastEventId);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("header/last-event-id");
    }

    @ParameterizedTest
    @CsvSource({
        "as_of=1, query/as_of",
        "to=5, query/to",
        "limit=5, query/limit",
        "from=x, query/from",
        "from=999999999, query/from",
        "from=2999-01-01T00:00:00Z, query/from",
        "type=a&type=b, query/type",
        "type=a%00, query/type"
    })
    void what_a_stream_does_not_have_is_400(String query, String pointer) {
        var answer = world.server().get("/internal/events/stream?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"" + pointer + "\"");
    }

    @Test
    void it_needs_a_key_and_a_caller_that_takes_event_streams() {
        assertThat(world.server().getWithoutKey("/internal/events/stream").status())
                .isEqualTo(401);
        assertThat(world.server()
                        .get("/internal/events/stream", "Accept", "application/json")
                        .status())
                .isEqualTo(406);
        assertThat(world.server()
                        .get("/internal/events/stream?as_of=1", "Accept", "text/event-stream")
                        .status())
                .isEqualTo(400);
        try (var reader = world.read("", "Accept", "text/event-stream")) {
            assertThat(reader.response().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_head_request_ends() {
        var answer = world.server().head("/internal/events/stream");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/event-stream");
    }
}
