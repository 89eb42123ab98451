package io.prego.torture.platform;

import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedKafka.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The broker as a process: {@code folder port door:advertised…}. It runs until it is killed. */
final class BrokerMain {

    static final String READY = "the broker takes requests";

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        var doors = Arrays.stream(arguments).skip(2).map(BrokerMain::door).toList();
        var _ = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), doors);
        System.out.println(READY);
    }

    private static Door door(String ports) {
        var colon = ports.indexOf(':');
        return new Door(Integer.parseInt(ports.substring(0, colon)), Integer.parseInt(ports.substring(colon + 1)));
    }
}
