package io.prego.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EdgeProblemsTest {

    @Test
    void the_list_of_problem_types_is_pinned() {
        assertThat(EdgeProblems.ALL.stream().map(type -> type.status() + " " + type.uri()))
                .containsExactly(
                        "400 https://prego.dev/problems/invalid-request",
                        "401 https://prego.dev/problems/unauthorized",
                        "403 https://prego.dev/problems/forbidden",
                        "404 https://prego.dev/problems/not-found",
                        "405 https://prego.dev/problems/method-not-allowed",
                        "406 https://prego.dev/problems/not-acceptable",
                        "409 https://prego.dev/problems/conflict",
                        "409 https://prego.dev/problems/idempotency-key-reused",
                        "412 https://prego.dev/problems/precondition-failed",
                        "413 https://prego.dev/problems/payload-too-large",
                        "414 https://prego.dev/problems/uri-too-long",
                        "415 https://prego.dev/problems/unsupported-media-type",
                        "422 https://prego.dev/problems/unprocessable",
                        "429 https://prego.dev/problems/rate-limited",
                        "431 https://prego.dev/problems/headers-too-large",
                        "500 https://prego.dev/problems/fault",
                        "503 https://prego.dev/problems/unavailable",
                        "503 https://prego.dev/problems/overloaded",
                        "503 https://prego.dev/problems/projection-lagging");
    }

    @Test
    void waits_are_whole_seconds_rounded_up_and_at_least_one() {
        var problem = EdgeProblems.RATE_LIMITED.because("Too often.");

        assertThat(problem.retryAfter(Duration.ZERO).headers()).containsEntry("Retry-After", "1");
        assertThat(problem.retryAfter(Duration.ofMillis(1001)).headers()).containsEntry("Retry-After", "2");
        assertThat(problem.retryAfter(Duration.ofSeconds(3)).headers()).containsEntry("Retry-After", "3");
    }

    @Test
    void a_type_that_is_no_error_or_no_snake_case_is_refused() {
        assertThatThrownBy(() -> new ProblemType(200, "fine", "Fine.")).hasMessageContaining("400 to 599");
        assertThatThrownBy(() -> new ProblemType(400, "slug-taken", "Taken.")).hasMessageContaining("snake_case");
    }

    @Test
    void a_long_pointer_is_cut() {
        assertThat(new InputError("/" + "x".repeat(1000), "").pointer()).hasSize(256);
    }
}
