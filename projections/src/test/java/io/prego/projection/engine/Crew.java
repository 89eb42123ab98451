package io.prego.projection.engine;

import static java.util.stream.Collectors.joining;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Instances that share five projections of one feed, each with sessions and threads of its own, as processes have them. */
final class Crew implements AutoCloseable {

    static final List<String> NAMES =
            IntStream.rangeClosed(1, 5).mapToObj(number -> "note" + number).toList();

    /** So long that no owner is silent by accident, as it would be taken for one that is gone. */
    static final Duration OWNER_TIMEOUT = Duration.ofSeconds(3);

    private final String jdbcUrl;
    private final Feed feed;
    private final Stage stage;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, AtomicLong> read = new ConcurrentHashMap<>();

    Crew(String jdbcUrl, Feed feed) {
        this.jdbcUrl = jdbcUrl;
        this.feed = feed;
        this.stage = new Stage(jdbcUrl, feed);
        NAMES.forEach(name -> stage.execute(Note.CREATE_TABLE.replace("read.note", "read." + name)));
    }

    Instance join() {
        return join(1);
    }

    /** @param version the newest of each projection that the instance knows; it knows all before it too */
    Instance join(int version) {
        return join(version, feed.kafka(), (_, _) -> {});
    }

    Instance join(int version, KafkaAccess kafka, Milestones milestones) {
        var instance = new Instance(new Cable(jdbcUrl), version, kafka, milestones);
        instances.add(instance);
        return instance;
    }

    private Versions versions(String name, int newest) {
        return new Versions(IntStream.rangeClosed(1, newest)
                .<Projection<?>>mapToObj(version -> new Projection<>(
                        name,
                        version,
                        Input.ofEvents(List.of(feed.topic())),
                        record -> read(name, record),
                        table(name)))
                .toList());
    }

    private Note read(String name, ConsumerRecord<String, byte[]> record) {
        read.computeIfAbsent(name, _ -> new AtomicLong()).incrementAndGet();
        return Note.of(record);
    }

    private static Table<Note> table(String name) {
        return Table.ofVersions(
                "read." + name,
                Column.text("id", Note::id),
                Column.bigint("valid_from", Note::position),
                List.of(Column.text("words", Note::words)));
    }

    /** How many records all instances together have made rows of, for each projection. */
    Map<String, Long> read() {
        return read.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    /** How many each instance owns, most first. */
    List<Integer> shares() {
        return instances.stream()
                .map(instance -> instance.owned().size())
                .sorted((one, other) -> other - one)
                .toList();
    }

    /** How often each projection has been claimed. */
    List<String> claims() {
        return stage.query("SELECT name || ' ' || epoch FROM read.projection ORDER BY name");
    }

    /** The rows of each projection, complete. */
    List<String> rows() {
        return NAMES.stream()
                .flatMap(name ->
                        stage.query("SELECT '%1$s ' || n::text FROM read.%1$s n ORDER BY n".formatted(name)).stream())
                .toList();
    }

    boolean isComplete(long position) {
        var named = NAMES.stream().map(name -> "'" + name + "'").collect(joining(", "));
        return stage.query("SELECT 1 FROM read.projection WHERE name IN (%s) AND watermark >= %d"
                                .formatted(named, position))
                        .size()
                == NAMES.size();
    }

    Stage stage() {
        return stage;
    }

    @Override
    public void close() {
        instances.forEach(Instance::stop);
        stage.close();
    }

    /** One of them. */
    final class Instance {

        private final Cable cable;
        private final Progress progress;
        private final Sharing sharing;
        private final List<ProjectionLoop> loops;
        private final List<Thread> threads;

        private Instance(Cable cable, int version, KafkaAccess kafka, Milestones milestones) {
            this.cable = cable;
            var settings = new ProjectionSettings(OWNER_TIMEOUT, Duration.ofMillis(100), 20, Stage.LAG_MAX);
            var store = new ReadStore(cable.jdbcUrl(), settings.ownerTimeout());
            migrate(store);
            progress = new Progress(kafka, feed.progress());
            var share = new FairShare(Set.copyOf(NAMES), System::nanoTime, settings.ownerTimeout());
            sharing = new Sharing(store, share, settings.heartbeat());
            var means = new Means(store, kafka, progress, share, settings);
            loops = NAMES.stream()
                    .map(name ->
                            new ProjectionLoop(versions(name, version), means, new SimpleMeterRegistry(), milestones))
                    .toList();
            threads = new ArrayList<>();
            threads.add(Thread.ofPlatform().daemon().start(progress));
            threads.add(Thread.ofPlatform().daemon().start(sharing));
            loops.forEach(loop -> threads.add(Thread.ofPlatform().daemon().start(loop)));
        }

        private static void migrate(ReadStore store) {
            try {
                store.migrate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        Set<String> owned() {
            return loops.stream()
                    .filter(loop -> loop.condition().isFollowing())
                    .map(ProjectionLoop::name)
                    .collect(Collectors.toSet());
        }

        List<Condition> conditions() {
            return loops.stream().map(ProjectionLoop::condition).toList();
        }

        void stop() {
            loops.forEach(ProjectionLoop::stop);
            progress.stop();
            sharing.stop();
            threads.forEach(Stage::join);
        }

        /** As PostgreSQL sees it; what the instance says of itself does not count any more. */
        void kill() {
            cable.cut();
        }
    }
}
