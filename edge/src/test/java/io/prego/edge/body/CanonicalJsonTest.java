package io.prego.edge.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.edge.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    private final CanonicalJson canonical = new CanonicalJson(StrictJson.alone());

    @Test
    void keys_are_sorted_and_blanks_left_out() {
        assertThat(of("{ \"b\" : [ 1 , null, true ], \"a\" : { } , \"aa\":[] }"))
                .isEqualTo("{\"a\":{},\"aa\":[],\"b\":[1e0,null,true]}");
    }

    @Test
    void spellings_of_one_number_are_one() {
        for (var spelling : List.of("100", "100.0", "1e2", "1E+2", "1000e-1")) {
            assertThat(of(spelling)).isEqualTo("1e2");
        }
        assertThat(of("0.0")).isEqualTo(of("-0")).isEqualTo("0e0");
        assertThat(of("0.1")).isEqualTo("1e-1");
    }

    @Test
    void what_differs_stays_different() {
        assertThat(List.of("1", "\"1\"", "[1]", "null", "\"null\"", "\"\\\"\"", "\"\\\\\\\"\"", "true", "{\"1\":null}")
                        .stream()
                        .map(this::of))
                .doesNotHaveDuplicates();
        assertThat(of("0.1")).isNotEqualTo(of("0.10000000000000000001"));
        assertThat(of("9007199254740993")).isNotEqualTo(of("9007199254740992"));
    }

    @Test
    void a_huge_exponent_stays_small() {
        assertThat(of("1e999999999")).isEqualTo("1e999999999");
    }

    @Test
    void no_body_stays_none() {
        assertThat(canonical.of(new byte[0])).isEmpty();
    }

    private String of(String json) {
        return new String(canonical.of(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
