package io.prego.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;

/** The journey on the whole platform in one process, on embedded parts. First: its process fills the class archive. */
@Order(1)
class TenantJourneyTest extends TenantJourney {

    @Override
    Platform start(Path data) throws IOException {
        var prego = PregoProcess.startAndArchive(data);
        var client = prego.client();
        return new Platform() {

            @Override
            public Client client() {
                return client;
            }

            @Override
            public List<Client> processes() {
                return List.of(client);
            }

            @Override
            public String kafka() {
                return prego.kafka();
            }

            @Override
            public String log() throws IOException {
                return prego.log();
            }

            @Override
            public void close() {
                prego.close();
            }
        };
    }
}
