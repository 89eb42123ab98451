package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.EmbeddedPostgres;
import io.prego.embedded.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamEndTest {

    @TempDir
    Path folder;

    @Test
    void a_node_that_stops_says_so_and_ends_its_streams_at_once() {
        var world = new StreamWorld(SharedPostgres.freshDatabase());
        var reader = world.read("");
        reader.next();
        var end = CompletableFuture.supplyAsync(() -> {
            var farewell = reader.next(heard -> heard.field("").contains("stops"));
            assertThat(reader.next()).isNull();
            return farewell;
        });
        var begun = System.nanoTime();
        world.close();

        assertThat(end.join().isEvent()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_stream_outlives_the_database() throws Exception {
        var postgres = EmbeddedPostgres.start(folder, 0);
        try (var world = new StreamWorld(postgres.jdbcUrl());
                var reader = world.read("")) {
            var first = world.append(1);
            assertThat(reader.positions(1)).containsExactly(first.first());
            postgres.close();
            reader.next();
            reader.next();
            postgres = EmbeddedPostgres.start(folder, postgres.port());
            var second = appended(world);
            assertThat(reader.positions(1)).containsExactly(second);
        } finally {
            postgres.close();
        }
    }

    private static long appended(StreamWorld world) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> world.append(1).first(), position -> position > 1);
    }
}
