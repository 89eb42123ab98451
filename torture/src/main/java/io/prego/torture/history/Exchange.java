package io.prego.torture.history;

import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it, as one client saw it.
 *
 * @param number in the order in which answers came
 * @param sentAt when it was sent, in nanoseconds of the clients' common clock
 * @param answeredAt when the answer was there, or was given up
 * @param answer null when none came: whether the request was acted upon is unknown
 */
public record Exchange(
        long number,
        String client,
        Call call,
        long sentAt,
        long answeredAt,
        @Nullable Answer answer) {

    /** Whether it was answered so. */
    public boolean is(int status) {
        return answer != null && answer.status() == status;
    }

    /** One line for people. */
    public String told() {
        return "#%d %s %s %s %s%s -> %s"
                .formatted(
                        number,
                        client,
                        call.method(),
                        call.path(),
                        call.key() == null ? "" : "key " + call.key() + " ",
                        call.body() == null ? "" : call.body().strip(),
                        answer == null
                                ? "no answer"
                                : answer.status() + " at " + answer.headers().getOrDefault("x-event-position", "-")
                                        + " " + shortened(answer.body()));
    }

    private static String shortened(String body) {
        return body.length() <= 160 ? body : body.substring(0, 160) + "…";
    }
}
