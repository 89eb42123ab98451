package io.prego.benchmark.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a server has said so far; its bytes are gathered until it is whole. Used again for the next answer. */
final class Answer {

    private static final int BYTES = 4_096;
    private static final int STATUS_AT = 9;

    private byte[] bytes = new byte[BYTES];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] room() {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        return bytes;
    }

    int length() {
        return length;
    }

    void grow(int more) {
        length += more;
    }

    int status() {
        return Integer.parseInt(text(STATUS_AT, STATUS_AT + 3));
    }

    boolean saysWhenToRetry() {
        return header("retry-after") != null;
    }

    /** The server closes the connection behind this answer. */
    boolean saysClose() {
        return "close".equals(header("connection"));
    }

    boolean isWhole() {
        var body = bodyAt();
        if (body < 0) {
            return false;
        }
        var said = header("content-length");
        if (said != null) {
            return length >= body + Integer.parseInt(said);
        }
        return !"chunked".equals(header("transfer-encoding")) || endsChunks(body);
    }

    /** Behind the empty line; -1 while that has not come. */
    private int bodyAt() {
        var end = find("\r\n\r\n", 0);
        return end < 0 ? -1 : end + 4;
    }

    private boolean endsChunks(int from) {
        for (var at = from; ; ) {
            var end = find("\r\n", at);
            if (end < 0) {
                return false;
            }
            var size = Integer.parseInt(text(at, end).strip(), 16);
            at = end + 2 + size + 2;
            if (size == 0) {
                return length >= at;
            }
            if (at > length) {
                return false;
            }
        }
    }

    /** The value of a text field of the JSON body; empty where there is none. */
    String text(String field) {
        var mark = "\"%s\":\"".formatted(field);
        var at = find(mark, 0);
        return at < 0 ? "" : text(at + mark.length(), find("\"", at + mark.length()));
    }

    private @Nullable String header(String name) {
        var head = text(0, bodyAt()).toLowerCase(Locale.ROOT);
        var at = head.indexOf("\r\n" + name + ":");
        if (at < 0) {
            return null;
        }
        var begin = at + name.length() + 3;
        return head.substring(begin, head.indexOf("\r\n", begin)).strip();
    }

    private int find(String what, int from) {
        for (var at = from; at <= length - what.length(); at++) {
            var same = 0;
            while (same < what.length() && bytes[at + same] == what.charAt(same)) {
                same++;
            }
            if (same == what.length()) {
                return at;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
