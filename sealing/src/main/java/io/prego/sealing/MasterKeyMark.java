package io.prego.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ties a database to the master key of its first start. A process with another key would seal what no other can open,
 * and nobody would see it before the first read. All calls are made as the user who migrates: the application's roles can
 * neither read nor write the mark.
 */
public final class MasterKeyMark {

    public static final String REFUSAL = "the master key is not the one that this database was sealed with";

    /** Part of the stored row's format: it never changes. */
    private static final String PURPOSE = "master-key-check";

    // PostgreSQL, appendix A: no such table, no such schema.
    private static final Set<String> NOT_MADE = Set.of("42P01", "3F000");

    private MasterKeyMark() {}

    /** What comparing with the mark of the first start told. */
    public enum Answer {
        SAME,
        ANOTHER,
        /** The log, or its mark, is not made yet. */
        NOT_YET
    }

    /**
     * Leaves the mark where there is none, and compares. Of several nodes that start for the first time at once, one leaves
     * its mark and the others compare with it.
     *
     * @throws IllegalStateException when the key is another one
     */
    public static void demand(MasterKey master, UUID logId, DataSource database) {
        var client = JdbcClient.create(database);
        client.sql("INSERT INTO keys.master_key_check (mark) VALUES (:mark) ON CONFLICT DO NOTHING")
                .param("mark", mark(master, logId))
                .update();
        if (compare(master, client) != Answer.SAME) {
            throw new IllegalStateException(REFUSAL);
        }
    }

    /** Compares and writes nothing. Throws {@code DataAccessException} when the database cannot be asked. */
    public static Answer compare(MasterKey master, DataSource database) {
        return compare(master, JdbcClient.create(database));
    }

    private static Answer compare(MasterKey master, JdbcClient client) {
        try {
            return client.sql("SELECT log_id, mark FROM log.log_identity CROSS JOIN keys.master_key_check")
                    .query((row, _) -> MessageDigest.isEqual(
                                    mark(master, row.getObject("log_id", UUID.class)), row.getBytes("mark"))
                            ? Answer.SAME
                            : Answer.ANOTHER)
                    .optional()
                    .orElse(Answer.NOT_YET);
        } catch (BadSqlGrammarException e) {
            if (e.getMostSpecificCause() instanceof SQLException sql && isNotMade(sql)) {
                return Answer.NOT_YET;
            }
            throw e;
        }
    }

    private static boolean isNotMade(SQLException e) {
        return e.getSQLState() != null && NOT_MADE.contains(e.getSQLState());
    }

    private static byte[] mark(MasterKey master, UUID logId) {
        try {
            var hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(master.derive(PURPOSE), "HmacSHA256"));
            return hmac.doFinal(logId.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }
}
