package io.prego.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AesGcmTest {

    private static final byte[] KEY = AesGcm.randomBytes(32);
    private static final byte[] TEXT = "ada@acme.example".getBytes(UTF_8);
    private static final byte[] OWNER = "tnt_1".getBytes(UTF_8);

    private final AesGcm ours = new AesGcm(KEY);

    @Test
    void it_and_tink_open_what_the_other_has_sealed() throws GeneralSecurityException {
        var tink = new AesGcmJce(KEY);
        assertThat(tink.decrypt(ours.encrypt(TEXT, OWNER), OWNER)).isEqualTo(TEXT);
        assertThat(ours.decrypt(tink.encrypt(TEXT, OWNER), OWNER)).isEqualTo(TEXT);
        assertThat(ours.decrypt(tink.encrypt(new byte[0], OWNER), OWNER)).isEmpty();
    }

    @Test
    void every_bit_that_is_changed_is_noticed() throws GeneralSecurityException {
        var sealed = ours.encrypt(TEXT, OWNER);
        for (var at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> ours.decrypt(changed, OWNER));
        }
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> ours.decrypt(sealed, "tnt_2".getBytes(UTF_8)));
    }

    @Test
    void what_is_cut_short_is_refused() throws GeneralSecurityException {
        var sealed = ours.encrypt(TEXT, OWNER);
        for (var length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> ours.decrypt(cut, OWNER));
        }
    }

    @Test
    void no_nonce_comes_twice() {
        var nonces =
                IntStream.range(0, 10_000).parallel().mapToObj(_ -> nonce()).distinct();
        assertThat(nonces.count()).isEqualTo(10_000);
    }

    private String nonce() {
        try {
            return Arrays.toString(Arrays.copyOf(ours.encrypt(TEXT, OWNER), 12));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
