package io.prego.command;

import io.prego.sealing.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ties a database to the master key of its first start. A node with another key would seal what no other node can open,
 * and nobody would see it before the first read.
 */
final class MasterKeyCheck {

    static final String REFUSAL = "the master key is not the one that this database was sealed with";

    /** Part of the stored row's format: it never changes. */
    private static final String PURPOSE = "master-key-check";

    private MasterKeyCheck() {}

    /**
     * Of several nodes that start for the first time at once, one leaves its mark and the others compare with it.
     *
     * @param database as the user who migrates: the application's role can neither read nor write the mark
     * @throws IllegalStateException when the key is another one
     */
    static void demand(MasterKey master, UUID logId, DataSource database) {
        var mark = mark(master, logId);
        var client = JdbcClient.create(database);
        client.sql("INSERT INTO keys.master_key_check (mark) VALUES (:mark) ON CONFLICT DO NOTHING")
                .param("mark", mark)
                .update();
        var stored = client.sql("SELECT mark FROM keys.master_key_check")
                .query((row, _) -> row.getBytes("mark"))
                .single();
        if (!MessageDigest.isEqual(mark, stored)) {
            throw new IllegalStateException(REFUSAL);
        }
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
