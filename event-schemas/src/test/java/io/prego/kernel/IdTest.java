package io.prego.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {

    private static final String SIXTY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn";

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "a", "z", SIXTY})
    void a_prefix_and_up_to_sixty_lower_case_letters_or_digits_are_an_id(String rest) {
        assertThat(TenantId.parse("tnt_" + rest)).isEqualTo(new TenantId("tnt_" + rest));
        assertThat(JobId.parse("job_" + rest)).isEqualTo(new JobId("job_" + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tnt",
                "tnt_",
                "job_1",
                "Tnt_1",
                "tnt_A",
                "tnt_/",
                "tnt_:",
                "tnt_`",
                "tnt_{",
                "tnt_é",
                "tnt_1 ",
                "tnt_1\n",
                "tnt_٣",
                "tnt_" + SIXTY + "0"
            })
    void everything_else_names_nothing(String text) {
        assertThat(TenantId.parse(text)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(text));
    }
}
