package io.prego.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedPostgres;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the table as the migration of the event log makes it. */
class JdbcSubjectKeyStoreTest {

    private static final String ADA = "tnt_1:f00d";

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final JdbcClient client = JdbcClient.create(database);
    private final JdbcSubjectKeyStore store = new JdbcSubjectKeyStore(database);

    @BeforeEach
    void create() {
        database.setUrl(SharedPostgres.freshDatabase());
        client.sql("CREATE SCHEMA keys").update();
        client.sql("""
            CREATE TABLE keys.subject_key (subject text NOT NULL, generation integer NOT NULL,
                wrapped bytea NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (subject, generation))
            """).update();
    }

    @Test
    void a_subject_without_a_row_has_no_key() {
        assertThat(store.find(ADA)).isNull();
        assertThat(store.find(ADA, 1)).isNull();
    }

    @Test
    void the_newest_generation_seals_and_each_can_be_found() {
        insert(new SubjectKey(ADA, 1, new byte[] {1}));
        insert(new SubjectKey(ADA, 2, new byte[] {2}));
        assertThat(store.find(ADA)).usingRecursiveComparison().isEqualTo(new SubjectKey(ADA, 2, new byte[] {2}));
        assertThat(store.find(ADA, 1)).usingRecursiveComparison().isEqualTo(new SubjectKey(ADA, 1, new byte[] {1}));
        assertThat(store.find("tnt_2:beef")).isNull();
    }

    @Test
    void what_was_sealed_opens_until_the_row_is_gone() {
        var sealing = new Sealing(MasterKey.of(new byte[32]), store, () -> Instant.EPOCH);
        var ada = sealing.newSubject(ADA);
        insert(ada.key());
        var sealed = ada.sealer().seal("ada@example.com", "owner_email");
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Text("ada@example.com"));

        client.sql("DELETE FROM keys.subject_key").update();
        var later = new Sealing(MasterKey.of(new byte[32]), store, () -> Instant.EPOCH);
        assertThat(later.open(ADA, sealed)).isEqualTo(new Opened.Erased());
    }

    private void insert(SubjectKey key) {
        client.sql("INSERT INTO keys.subject_key (subject, generation, wrapped) VALUES (?, ?, ?)")
                .params(key.subject(), key.generation(), key.wrapped())
                .update();
    }
}
