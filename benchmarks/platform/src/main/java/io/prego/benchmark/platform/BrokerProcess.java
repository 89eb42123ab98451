package io.prego.benchmark.platform;

import io.prego.benchmark.CandidateProcess;
import io.prego.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** The product's broker by itself. Arguments: folder, port. It ends with its standard input. */
public final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        try (var kafka = EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println(kafka.bootstrapServers());
            CandidateProcess.awaitGo();
        }
        CandidateProcess.end();
    }
}
