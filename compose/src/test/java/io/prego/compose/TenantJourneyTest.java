package io.prego.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The journey on the whole platform in one process, on embedded parts. */
class TenantJourneyTest extends TenantJourney {

    @Override
    Platform start(Path data) throws IOException {
        var prego = PregoProcess.start(data, Map.of());
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
