package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path folder;

    @Test
    void a_restart_keeps_what_was_committed_and_only_that() throws Exception {
        try (var first = EmbeddedKafka.start(folder, 0)) {
            Records.makeTopic(first.bootstrapServers(), "kept");
            Records.commit(first.bootstrapServers(), "kept", "one", "two");
            Records.abort(first.bootstrapServers(), "kept", "never");
            Records.commit(first.bootstrapServers(), "kept", "three");
        }
        try (var second = EmbeddedKafka.start(folder, 0)) {
            assertThat(Records.committed(second.bootstrapServers(), "kept")).containsExactly("one", "two", "three");
        }
    }

    @Test
    void whoever_comes_through_a_door_is_told_of_the_port_that_it_advertises() throws Exception {
        var door = LoopbackPort.free();
        var other = LoopbackPort.free();
        var doors = List.of(new EmbeddedKafka.Door(door, other), new EmbeddedKafka.Door(other, other));
        try (var kafka = EmbeddedKafka.start(folder, 0, doors)) {
            assertThat(Records.brokerPort(LoopbackPort.HOST + ":" + door)).isEqualTo(other);
            assertThat(kafka.bootstrapServers()).endsWith(":" + Records.brokerPort(kafka.bootstrapServers()));
        }
    }

    @Test
    void a_topic_is_not_made_by_use() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder, 0)) {
            assertThatThrownBy(() -> Records.describe(kafka.bootstrapServers(), "absent"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(Records.setting(kafka.bootstrapServers(), "auto.create.topics.enable"))
                    .isEqualTo("false");
        }
    }

    @Test
    void a_folder_in_use_is_refused_and_its_owner_goes_on() throws Exception {
        try (var first = EmbeddedKafka.start(folder, 0)) {
            assertThatIOException()
                    .isThrownBy(() -> EmbeddedKafka.start(folder, 0).close())
                    .withMessageContaining(folder.toString())
                    .withMessageContaining("in use in this process");
            Records.makeTopic(first.bootstrapServers(), "still-here");
        }
    }

    @Test
    void a_taken_port_is_refused_by_its_number() throws Exception {
        try (var first = EmbeddedKafka.start(folder.resolve("first"), 0)) {
            var taken = Integer.parseInt(first.bootstrapServers().split(":")[1]);
            assertThatIOException()
                    .isThrownBy(() ->
                            EmbeddedKafka.start(folder.resolve("second"), taken).close())
                    .withMessageContaining("127.0.0.1:" + taken)
                    .withMessageContaining("in use");
        }
    }

    @Test
    void a_controller_whose_port_is_taken_meanwhile_ends_the_start_and_not_the_process() throws Exception {
        EmbeddedKafka.start(folder, 0).close();
        try (var taken = new ServerSocket(LoopbackPort.free(), 1, InetAddress.getLoopbackAddress())) {
            var settings = BrokerSettings.of(
                    folder.toRealPath().resolve("data"), LoopbackPort.free(), taken.getLocalPort(), List.of());
            assertThatIOException()
                    .isThrownBy(() -> KafkaStart.of(settings))
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        EmbeddedKafka.start(folder, 0).close();
    }
}
