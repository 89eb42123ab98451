package io.prego.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static Answer answer(String text) {
        var answer = new Answer();
        for (var one : text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
            answer.room()[answer.length()] = one;
            answer.grow(1);
        }
        return answer;
    }

    @Test
    void a_body_of_a_said_length_is_whole_with_its_last_byte() {
        var head = "HTTP/1.1 202 \nContent-Length: 5\n\n";
        assertThat(answer("HTTP/1.1 202 \nContent-Length: 5\n").isWhole()).isFalse();
        assertThat(answer(head + "abcd").isWhole()).isFalse();
        assertThat(answer(head + "abcde").isWhole()).isTrue();
        assertThat(answer(head + "abcde").status()).isEqualTo(202);
    }

    @Test
    void a_body_in_chunks_is_whole_with_the_empty_one() {
        var head = "HTTP/1.1 200 \nTransfer-Encoding: chunked\n\n";
        assertThat(answer(head + "3\nabc\n").isWhole()).isFalse();
        assertThat(answer(head + "3\nabc\na\n0123456789\n0\n\n").isWhole()).isTrue();
    }

    @Test
    void an_answer_larger_than_its_room_is_kept_whole() {
        var body = "x".repeat(20_000);
        assertThat(answer("HTTP/1.1 200 \nContent-Length: 20000\n\n" + body).isWhole())
                .isTrue();
    }

    @Test
    void what_a_refusal_says_is_read() {
        var refusal = answer("HTTP/1.1 503 \nRetry-After: 1\nConnection: close\nContent-Length: 0\n\n");
        assertThat(refusal.saysWhenToRetry()).isTrue();
        assertThat(refusal.saysClose()).isTrue();
        assertThat(answer("HTTP/1.1 503 \nContent-Length: 0\n\n").saysWhenToRetry())
                .isFalse();
    }

    @Test
    void a_field_of_the_body_is_found() {
        var accepted = answer("HTTP/1.1 202 \nContent-Length: 31\n\n{\"job_id\":\"j\",\"tenant_id\":\"t1\"}");
        assertThat(accepted.text("tenant_id")).isEqualTo("t1");
        assertThat(accepted.text("trace_id")).isEmpty();
    }
}
