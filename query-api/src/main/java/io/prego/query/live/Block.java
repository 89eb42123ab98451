package io.prego.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** One block of a {@code text/event-stream} (WHATWG HTML, section 9.2) with the empty line that ends it. */
public final class Block {

    private final byte[] bytes;

    private Block(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A block of lines such as {@code id: 7}.
     *
     * @param lines without line ends: one within a line would be another line
     */
    public static Block of(String... lines) {
        for (var line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("a line of a block has no line end within");
            }
        }
        return new Block((String.join("\n", lines) + "\n\n").getBytes(UTF_8));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
