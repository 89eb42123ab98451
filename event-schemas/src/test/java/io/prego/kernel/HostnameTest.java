package io.prego.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {

    private static final String LABEL_63 = "a".repeat(63);

    @ParameterizedTest
    @CsvSource({
        "www.acme.example, www.acme.example",
        "WWW.Acme.Example, www.acme.example",
        "www.acme.example., www.acme.example",
        "Bücher.example, xn--bcher-kva.example",
        "BÜCHER.example., xn--bcher-kva.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "bu\u0308cher.example, xn--bcher-kva.example",
        "bücher。example, xn--bcher-kva.example",
        "3com.example, 3com.example",
        "회사.example, xn--vf4b131b.example"
    })
    void all_ways_to_write_a_host_name_are_one(String written, String normal) {
        assertThat(Hostname.parse(written)).isEqualTo(new Hostname(normal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "localhost",
                "a..example",
                ".example.com",
                "www.acme.example..",
                "-a.example",
                "a-.example",
                "a_b.example",
                "a b.example",
                "192.0.2.1",
                "a.1",
                "[::1]",
                "*.acme.example",
                "acme.example:443",
                "acme.example/x",
                "acme\u0000.example",
                "\ud800.example"
            })
    void what_is_no_host_name_is_none(String written) {
        assertThat(Hostname.parse(written)).isNull();
    }

    @Test
    void a_label_has_63_characters_at_most_and_a_name_253() {
        assertThat(Hostname.parse(LABEL_63 + ".example")).isNotNull();
        assertThat(Hostname.parse(LABEL_63 + "a.example")).isNull();
        var name = String.join(".", LABEL_63, LABEL_63, LABEL_63, "a".repeat(61));
        assertThat(Hostname.parse(name)).isNotNull();
        assertThat(Hostname.parse(name + ".")).isNotNull();
        assertThat(Hostname.parse(name + "a")).isNull();
    }

    @Test
    void a_value_that_is_not_in_its_normal_form_is_refused() {
        assertThatThrownBy(() -> new Hostname("Acme.example")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hostname("acme.example.")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_is_within_its_domain_and_not_within_a_longer_word() {
        var name = new Hostname("acme.prego.example");
        assertThat(name.isWithin("prego.example")).isTrue();
        assertThat(name.isWithin("acme.prego.example")).isTrue();
        assertThat(name.isWithin("ego.example")).isFalse();
        assertThat(new Hostname("notprego.example").isWithin("prego.example")).isFalse();
    }
}
