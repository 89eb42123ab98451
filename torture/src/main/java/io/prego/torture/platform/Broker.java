package io.prego.torture.platform;

import io.prego.embedded.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Kafka broker in a process of its own, with a door for every process that comes through a proxy. */
public final class Broker implements OnDisk, AutoCloseable {

    private final Path folder;
    private final Path output;
    private final @Nullable SmallDisk disk;
    private final ClassArchives classes;
    private final int port;
    private final List<String> doors = new ArrayList<>();
    private @Nullable JavaProcess process;

    /**
     * @param output where what it says is added
     * @param disk on which the folder lies; null: it cannot be filled
     */
    Broker(Path folder, Path output, @Nullable SmallDisk disk, ClassArchives classes) throws IOException {
        this.folder = folder;
        this.output = output;
        this.disk = disk;
        this.classes = classes;
        this.port = LoopbackPort.free();
    }

    /** The way for one process. Before the first start only. */
    Link link(String name) throws IOException {
        var door = LoopbackPort.free();
        var link = Link.open(name, door);
        doors.add("%d:%d".formatted(door, link.port()));
        return link;
    }

    /** For those who look on from outside, past all proxies. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Starts it on what it left, and waits until it takes requests. */
    public void start() throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(folder.toString(), Integer.toString(port)));
        arguments.addAll(doors);
        var started = JavaProcess.launch(BrokerMain.class, arguments, Map.of(), output, classes);
        process = started;
        Patience.await("the broker", () -> started.says(BrokerMain.READY), started::isAlive);
    }

    /** Starts it once more: from then on it starts sooner. */
    void archiveClasses() throws IOException, InterruptedException {
        classes.make(BrokerMain.class, running().pid());
        kill();
        start();
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        running().kill();
    }

    public void freeze() throws IOException, InterruptedException {
        running().freeze();
    }

    public void thaw() throws IOException, InterruptedException {
        running().thaw();
    }

    private JavaProcess running() {
        if (process == null) {
            throw new IllegalStateException("the broker was never started");
        }
        return process;
    }

    @Override
    public @Nullable SmallDisk disk() {
        return disk;
    }

    @Override
    public void startIfEnded() throws IOException, InterruptedException {
        if (!running().isAlive()) {
            start();
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.kill();
        }
        if (disk != null) {
            disk.close();
        }
    }
}
