package io.prego.torture.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Kafka broker in a process of its own, with a door for every process that comes through a proxy. */
public final class Broker implements AutoCloseable {

    private final Path folder;
    private final int port = Ports.free();
    private final List<String> doors = new ArrayList<>();
    private @org.jspecify.annotations.Nullable JavaProcess process;

    Broker(Path folder) {
        this.folder = folder;
    }

    /** The way for one process. Before the first start only. */
    Link link(String name) throws IOException {
        var door = Ports.free();
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
        var arguments = new ArrayList<>(List.of(folder.resolve("broker").toString(), Integer.toString(port)));
        arguments.addAll(doors);
        var started = JavaProcess.launch(BrokerMain.class, arguments, Map.of(), folder.resolve("broker.log"));
        process = started;
        Patience.await("the broker", () -> started.says(BrokerMain.READY), started::isAlive);
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
    public void close() {
        if (process != null) {
            process.kill();
        }
    }
}
