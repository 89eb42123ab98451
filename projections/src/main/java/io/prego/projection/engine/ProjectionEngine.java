package io.prego.projection.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Runs projections, each on a thread of its own, from the start of the context to its end. Several instances share them:
 * each projection has one owner, and the numbers that two instances own differ by one at most. Kafka and PostgreSQL may
 * be away at the start and at any time later.
 */
public final class ProjectionEngine implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionEngine.class);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(5);

    private final List<Versions> versions;
    private final List<ProjectionLoop> loops;
    private final Progress progress;
    private final Sharing sharing;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Makes them ready to start.
     *
     * @param projections several versions of one name where a new version takes the place of an earlier one
     * @param bootstrapServers of Kafka, {@code host:port}, comma-separated
     */
    public ProjectionEngine(
            List<Projection<?>> projections,
            ReadStore store,
            String bootstrapServers,
            ProjectionSettings settings,
            MeterRegistry registry) {
        this(projections, store, new KafkaCluster(bootstrapServers), settings, registry);
    }

    ProjectionEngine(
            List<Projection<?>> projections,
            ReadStore store,
            KafkaAccess kafka,
            ProjectionSettings settings,
            MeterRegistry registry) {
        progress = new Progress(kafka, Topics.PROGRESS);
        versions = Versions.of(projections);
        var share = new FairShare(newestVersions().keySet(), System::nanoTime, settings.ownerTimeout());
        sharing = new Sharing(store, share, settings.heartbeat());
        var means = new Means(store, kafka, progress, share, settings);
        loops = versions.stream()
                .map(each -> new ProjectionLoop(each, means, registry, ProjectionEngine::tell))
                .toList();
    }

    private static void tell(Build build, String what) {
        LOG.info("projection {}: {}: {}", build.name(), build.id(), what);
    }

    /** The names of all projections that run here, with the newest version of each. */
    public Map<String, Integer> newestVersions() {
        return versions.stream()
                .collect(Collectors.toMap(Versions::name, each -> each.newest().version()));
    }

    /** Says how the projection of this name does, and why. */
    public HealthIndicator health(String projection) {
        var loop = loops.stream()
                .filter(candidate -> candidate.name().equals(projection))
                .findFirst()
                .orElseThrow();
        return () -> {
            var condition = loop.condition();
            var health = condition.up() ? Health.up() : Health.down();
            return health.withDetail("reason", condition.reason()).build();
        };
    }

    @Override
    public synchronized void start() {
        if (!threads.isEmpty()) {
            return;
        }
        progress.prepare();
        sharing.prepare();
        loops.forEach(ProjectionLoop::prepare);
        threads.add(Thread.ofPlatform().name("projection-progress").daemon().start(progress));
        threads.add(Thread.ofPlatform().name("projection-sharing").daemon().start(sharing));
        loops.forEach(loop -> threads.add(
                Thread.ofPlatform().name("projection-" + loop.name()).daemon().start(loop)));
    }

    @Override
    public synchronized void stop() {
        loops.forEach(ProjectionLoop::stop);
        progress.stop();
        sharing.stop();
        try {
            for (var thread : threads) {
                thread.join(DRAIN_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
