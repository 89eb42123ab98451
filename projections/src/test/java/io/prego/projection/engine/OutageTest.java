package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedPostgres;
import io.prego.embedded.SharedKafka;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {

    private static final Duration RECOVERY_MAX = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void postgres_away_is_said_and_survived() throws Exception {
        var feed = Feed.fresh(SharedKafka.bootstrapServers());
        var postgres = EmbeddedPostgres.start(folder, 0);
        ReadModels.migrate(postgres.jdbcUrl());
        try (var stage = new Stage(postgres.jdbcUrl(), feed)) {
            var loop = stage.start(Note.projection(Input.ofEvents(List.of(feed.topic()))));
            feed.publish(new Note("a", 1, "one"));
            await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(1));
            postgres.close();
            feed.publish(new Note("a", 2, "two"));
            await().untilAsserted(
                            () -> assertThat(loop.condition().reason()).startsWith("PostgreSQL does not take part"));
            postgres = EmbeddedPostgres.start(folder, postgres.port());
            await().atMost(RECOVERY_MAX)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(2));
            assertThat(stage.rows()).containsExactly("a 1-2 one", "a 2- two");
            assertThat(loop.condition().up()).isTrue();
        } finally {
            postgres.close();
        }
    }

    @Test
    void kafka_that_hangs_or_is_away_is_said_by_the_owner_and_by_who_stands_by() throws Exception {
        var kafka = EmbeddedKafka.start(folder, 0);
        var feed = Feed.fresh(kafka.bootstrapServers());
        var port = Integer.parseInt(feed.bootstrapServers().split(":")[1]);
        try (var stage = new Stage(ReadModels.database(), feed)) {
            var projection = Note.projection(Input.ofEvents(List.of(feed.topic())));
            var owner = stage.start(projection);
            await().until(() -> owner.condition().equals(Condition.OWNING));
            var standby = stage.start(projection);
            await().until(() -> standby.condition().equals(Condition.STANDBY));
            kafka.close();
            // It takes connections and answers nothing.
            try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                for (var loop : List.of(owner, standby)) {
                    await().atMost(RECOVERY_MAX).until(() -> isKafkaAway(loop.condition()));
                }
                await().during(Duration.ofSeconds(6))
                        .atMost(Duration.ofSeconds(8))
                        .untilAsserted(() -> assertThat(List.of(owner.condition(), standby.condition()))
                                .allMatch(OutageTest::isKafkaAway));
            }
        } finally {
            kafka.close();
        }
    }

    private static boolean isKafkaAway(Condition condition) {
        return !condition.up() && condition.reason().startsWith("Kafka");
    }

    @Test
    void kafka_away_is_said_and_survived() throws Exception {
        var kafka = EmbeddedKafka.start(folder, 0);
        var feed = Feed.fresh(kafka.bootstrapServers());
        try (var stage = new Stage(ReadModels.database(), feed)) {
            var loop = stage.start(Note.projection(Input.ofEvents(List.of(feed.topic()))));
            feed.publish(new Note("a", 1, "one"));
            await().untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(1));
            kafka.close();
            await().untilAsserted(() -> assertThat(loop.condition().reason()).startsWith("Kafka"));
            assertThat(loop.condition().up()).isFalse();
            var port = Integer.parseInt(feed.bootstrapServers().split(":")[1]);
            kafka = EmbeddedKafka.start(folder, port);
            feed.publish(new Note("a", 2, "two"));
            await().atMost(RECOVERY_MAX)
                    .untilAsserted(() -> assertThat(stage.watermark()).isEqualTo(2));
            assertThat(loop.condition().up()).isTrue();
        } finally {
            kafka.close();
        }
    }
}
