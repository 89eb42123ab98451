package io.prego.benchmark.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The product's broker in a process of its own. Its folder is deleted at the end. */
final class Broker implements AutoCloseable {

    private static final Competitor PROCESS =
            new Competitor("broker", "", "platform", "io.prego.benchmark.platform.BrokerProcess", "");

    private final Path folder;
    private final String port;
    private final CandidateFork fork;

    private Broker(Path folder, String port, CandidateFork fork) {
        this.folder = folder;
        this.port = port;
        this.fork = fork;
    }

    static Broker start(List<String> jvmArguments) throws IOException {
        var folder = Folders.make("broker-");
        var port = Platform.freePort();
        return new Broker(folder, port, CandidateFork.start(PROCESS, jvmArguments, List.of(folder.toString(), port)));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        fork.close();
        Folders.delete(folder);
    }
}
