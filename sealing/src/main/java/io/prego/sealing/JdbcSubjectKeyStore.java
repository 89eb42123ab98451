package io.prego.sealing;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code keys.subject_key}. When the database is away, both look-ups throw Spring's DataAccessException. */
public final class JdbcSubjectKeyStore implements SubjectKeyStore {

    private static final RowMapper<SubjectKey> KEY =
            (row, _) -> new SubjectKey(row.getString("subject"), row.getInt("generation"), row.getBytes("wrapped"));

    private final JdbcClient database;

    public JdbcSubjectKeyStore(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    @Override
    public @Nullable SubjectKey find(String subject) {
        return database.sql("""
            SELECT subject, generation, wrapped FROM keys.subject_key
            WHERE subject = :subject ORDER BY generation DESC LIMIT 1
            """).param("subject", subject).query(KEY).optional().orElse(null);
    }

    @Override
    public @Nullable SubjectKey find(String subject, int generation) {
        return database.sql("""
            SELECT subject, generation, wrapped FROM keys.subject_key
            WHERE subject = :subject AND generation = :generation
            """)
                .param("subject", subject)
                .param("generation", generation)
                .query(KEY)
                .optional()
                .orElse(null);
    }
}
