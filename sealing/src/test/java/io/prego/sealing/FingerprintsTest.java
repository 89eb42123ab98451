package io.prego.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintsTest {

    private static final byte[] KEY =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final Fingerprints fingerprints = new Fingerprints(KEY);

    /** Calculated with {@code sha256sum} and {@code openssl dgst -mac HMAC}. */
    @Test
    void a_known_address_has_a_known_fingerprint() {
        assertThat(Fingerprints.digest("ada@example.com"))
                .isEqualTo("b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72");
        assertThat(fingerprints.ofEmail("ada@example.com"))
                .isEqualTo("49d27486e915c1dd67e97e87ac6d3e2cba11f66473aae2d953574bc40f81e9c2");
    }

    @Test
    void a_client_that_sends_only_the_digest_meets_the_address() {
        var digest = Fingerprints.digest("ada@example.com");
        assertThat(fingerprints.ofDigest(digest)).isEqualTo(fingerprints.ofEmail("ada@example.com"));
    }

    @Test
    void another_key_gives_another_fingerprint() {
        var other = new Fingerprints(new byte[32]);
        assertThat(other.ofEmail("ada@example.com")).isNotEqualTo(fingerprints.ofEmail("ada@example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "' ada@example.com\t', ada@example.com",
        "Ada@Example.COM, ada@example.com",
        "ada@example.com., ada@example.com",
        "ada@bücher.example, ada@xn--bcher-kva.example",
        "ada@BU\u0308CHER.example, ada@xn--bcher-kva.example",
        "ada@XN--BCHER-KVA.example, ada@xn--bcher-kva.example",
        "ada@例え。テスト, ada@xn--r8jz45g.xn--zckzah",
        "e\u0301ve@example.com, éve@example.com",
        "'\"a@b\"@example.com', '\"a@b\"@example.com'"
    })
    void forms_of_one_address_agree(String address, String normalised) {
        assertThat(Fingerprints.normalised(address)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada@", "@example.com", "ada@.", "ada@a..b"})
    void what_has_no_name_or_no_domain_is_refused_without_being_quoted(String address) {
        assertThatThrownBy(() -> fingerprints.ofEmail(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e-mail address")
                .hasMessageNotContaining("ada");
    }
}
