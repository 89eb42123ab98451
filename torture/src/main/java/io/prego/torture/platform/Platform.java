package io.prego.torture.platform;

import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All processes of the product on one broker and one database, each behind proxies of its own. */
public final class Platform implements AutoCloseable {

    public static final String KEY = "the-key-of-all-processes";

    private static final Map<Role, Integer> COUNTS =
            Map.of(Role.COMMAND_API, 2, Role.STREAM_PROCESSORS, 2, Role.PROJECTIONS, 2, Role.QUERY_API, 1);
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final Path folder;
    private final Path masterKey;
    private final @Nullable Path wrongClock;
    private final ClassArchives classes;
    private final Database database;
    private final Broker broker;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Link> between = new ArrayList<>();

    private Platform(Path folder, boolean onSmallDisks) throws IOException, InterruptedException {
        this.folder = folder;
        this.masterKey = masterKey(folder);
        this.wrongClock = NodeClock.compiled(folder);
        this.classes = new ClassArchives(folder);
        var disk = onSmallDisks ? SmallDisk.mountedOn(folder.resolve("disk-of-database")) : null;
        this.database = Database.start(home("database", disk), disk);
        disk = onSmallDisks ? SmallDisk.mountedOn(folder.resolve("disk-of-broker")) : null;
        this.broker = new Broker(home("broker", disk), folder.resolve("broker.log"), disk, classes);
    }

    private Path home(String name, @Nullable SmallDisk disk) {
        return (disk == null ? folder : disk.folder()).resolve(name);
    }

    /**
     * Starts everything and waits until every part says that it is ready.
     *
     * @param onSmallDisks database and broker have disks that can be filled, where this machine allows it
     */
    public static Platform start(Path folder, boolean onSmallDisks) throws IOException, InterruptedException {
        var platform = new Platform(Files.createDirectories(folder), onSmallDisks);
        try {
            platform.makeNodes();
            platform.broker.start();
            for (var node : platform.nodes) {
                node.launch();
            }
            if (!platform.awaitReady(READY_WITHIN)) {
                throw new IllegalStateException("the platform is not ready: " + platform.unready());
            }
            return platform;
        } catch (IOException | InterruptedException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /** Starts one process of each program once more. All that start later take a third less of the processor for it. */
    public void archiveClasses() throws IOException, InterruptedException {
        broker.archiveClasses();
        for (var role : Role.values()) {
            nodes(role).getFirst().archiveClasses();
        }
        if (!awaitReady(READY_WITHIN)) {
            throw new IllegalStateException("the platform is not ready: " + unready());
        }
    }

    private static Path masterKey(Path folder) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(Files.createTempFile(folder, "master-key-", "", ownerOnly), "5e".repeat(32));
    }

    private void makeNodes() throws IOException {
        var commandPorts = new ArrayList<Integer>();
        for (var i = 0; i < count(Role.COMMAND_API); i++) {
            commandPorts.add(LoopbackPort.free());
        }
        for (var role : Role.values()) {
            for (var number = 1; number <= count(role); number++) {
                var port = role == Role.COMMAND_API ? commandPorts.get(number - 1) : LoopbackPort.free();
                nodes.add(node(role, role.word() + "-" + number, port, commandPorts));
            }
        }
    }

    private static int count(Role role) {
        return COUNTS.getOrDefault(role, 1);
    }

    private Node node(Role role, String name, int port, List<Integer> commandPorts) throws IOException {
        var ways = new Node.Ways(
                Link.open("callers to " + name, port),
                database.link(name + " to database"),
                broker.link(name + " to broker"));
        var variables = new HashMap<>(Map.of(
                "SERVER_PORT", Integer.toString(port),
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ways.kafka().port(),
                "DATABASE_URL", database.urlThrough(ways.database()),
                "INTERNAL_API_KEY", KEY,
                "PREGO_MASTER_KEY_FILE", masterKey.toString(),
                "PREGO_DATA_DIR", folder.resolve("of-" + name).toString()));
        if (role == Role.STREAM_PROCESSORS) {
            var reports = Link.open(name + " to command-api", commandPorts.toArray(Integer[]::new));
            between.add(reports);
            variables.put("COMMAND_API_URL", "http://127.0.0.1:" + reports.port());
            variables.put("PREGO_PIPELINE_STAGE_MS", "20");
            variables.put("PREGO_INSTANCE", name);
            variables.put("PREGO_STREAM_INSTANCES", Integer.toString(count(role)));
        }
        var clock = wrongClock == null ? null : NodeClock.in(folder.resolve(name + ".clock"), wrongClock);
        if (clock != null) {
            variables.putAll(clock.variables());
        }
        return new Node(role, name, port, ways, variables, folder.resolve(name + ".log"), clock, classes);
    }

    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    public List<Node> nodes(Role role) {
        return nodes.stream().filter(node -> node.role() == role).toList();
    }

    /** Every proxy. */
    public List<Link> links() {
        var links = new ArrayList<>(between);
        nodes.forEach(node -> links.addAll(node.ways().all()));
        return links;
    }

    public Database database() {
        return database;
    }

    public Broker broker() {
        return broker;
    }

    /** Whether every process says in time that it is ready; one whose start fails meanwhile is started again. */
    public boolean awaitReady(Duration limit) throws IOException, InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!unready().isEmpty()) {
            for (var node : nodes) {
                node.startAgainIfItsStartFailed();
            }
            if (System.nanoTime() > end || !nodes.stream().allMatch(Node::isAlive)) {
                return false;
            }
            // Those who are being started have better things to do than to answer.
            Thread.sleep(250);
        }
        return true;
    }

    /** Who is not ready, and why. */
    public List<String> unready() throws InterruptedException {
        var unready = new ArrayList<String>();
        for (var node : nodes) {
            var health = node.health();
            if (!health.isReady()) {
                unready.add("%s says %d %s".formatted(node.name(), health.status(), health.words()));
            }
        }
        return unready;
    }

    @Override
    public void close() throws IOException {
        for (var node : nodes) {
            node.close();
        }
        for (var link : between) {
            link.close();
        }
        broker.close();
        database.close();
    }
}
