package io.prego.command;

import io.prego.command.handling.AxonWiring;
import io.prego.command.provisioning.ProvisioningCommands;
import io.prego.command.relay.RelayConfiguration;
import io.prego.command.tenant.TenantCommands;
import io.prego.eventlog.EventLog;
import io.prego.sealing.Fingerprints;
import io.prego.sealing.JdbcSubjectKeyStore;
import io.prego.sealing.MasterKey;
import io.prego.sealing.MasterKeyMark;
import io.prego.sealing.Sealing;
import io.prego.sealing.ServerSecrets;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Command-api: an application imports it beside the edge and provides a {@link MasterKey}. */
@Configuration(proxyBeanMethods = false)
@Import({AxonWiring.class, TenantCommands.class, ProvisioningCommands.class, RelayConfiguration.class})
public class CommandApi {

    private static final int CONNECT_WITHIN_S = 1;
    private static final int ANSWER_WITHIN_S = 2;

    /** The log comes first: it brings the schema up to date, and its id is what the master key is checked with. */
    @Bean
    Sealing sealing(MasterKey master, EventLog log, Clock clock, @Value("${prego.database.url}") String databaseUrl) {
        var database = new PGSimpleDataSource();
        database.setUrl(databaseUrl);
        database.setConnectTimeout(CONNECT_WITHIN_S);
        database.setSocketTimeout(ANSWER_WITHIN_S);
        MasterKeyMark.demand(master, log.logId(), database);
        return new Sealing(master, new JdbcSubjectKeyStore(database), clock);
    }

    @Bean
    Fingerprints fingerprints(MasterKey master) {
        return new Fingerprints(new ServerSecrets(master).fingerprintKey());
    }
}
