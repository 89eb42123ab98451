package io.prego.benchmark.platform;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import io.prego.event.Topics;
import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Has every job handed over, as a trigger would have it done, and ends when all are. Arguments: bootstrap servers, JDBC
 * URL.
 */
public final class DispatchProcess {

    private static final int LOOK_MS = 50;

    private DispatchProcess() {}

    public static void main(String[] args) throws Exception {
        CandidateProcess.awaitGo();
        try (var database = DriverManager.getConnection(args[1])) {
            var jobs = jobs(database);
            send(args[0], jobs);
            while (attempted(database) < jobs.size()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
            System.out.println(new Measurements(Map.of("jobs", (double) jobs.size())).line());
        }
    }

    private static void send(String bootstrapServers, List<String> jobs) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var job : jobs) {
                var command = new DispatchJob(new JobId(job), 1, Transport.QUEUE);
                var message = new CommandMessage(command, job + ":benchmark", "system:benchmark", job, null);
                var record = new ProducerRecord<>(Topics.COMMANDS, job, message.value());
                message.headers()
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                sent.add(producer.send(record));
            }
            for (var one : sent) {
                one.get();
            }
        }
    }

    private static List<String> jobs(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(
                        "SELECT stream_id FROM log.event WHERE type = 'provision_job.requested'")) {
            var jobs = new ArrayList<String>();
            while (rows.next()) {
                jobs.add(rows.getString(1));
            }
            return jobs;
        }
    }

    private static long attempted(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM log.event WHERE type = 'provision_job.dispatch_attempted'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
