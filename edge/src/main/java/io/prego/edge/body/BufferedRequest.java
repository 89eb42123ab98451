package io.prego.edge.body;

import io.prego.edge.problem.EdgeProblems;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * Reads the body from the socket once, on first need and within a bound, so that both the endpoint and the request's
 * digest can have it. Every call of {@link #getInputStream()} starts anew.
 */
public final class BufferedRequest extends HttpServletRequestWrapper {

    public static final int BYTES_MAX = 1 << 20;

    private static final int FIRST_BYTES = 4 << 10;

    private final BodyBudget budget;
    private int taken;
    private byte @Nullable [] body;

    BufferedRequest(HttpServletRequest request, BodyBudget budget) {
        super(request);
        this.budget = budget;
    }

    /** The one around this request. The filter of this package must have run. */
    public static BufferedRequest of(HttpServletRequest request) {
        var buffered = WebUtils.getNativeRequest(request, BufferedRequest.class);
        if (buffered == null) {
            throw new IllegalStateException("the body filter did not run");
        }
        return buffered;
    }

    /**
     * The whole body; one of more bytes than this is refused with 413, whether it tells its length or not, and one for
     * which there is no room with 503.
     */
    public byte[] read(int bytesMax) throws IOException {
        if (body == null) {
            if (getContentLengthLong() > bytesMax) {
                throw tooLarge(bytesMax);
            }
            var bytes = readWhatComes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw tooLarge(bytesMax);
            }
            body = bytes;
        }
        return body;
    }

    /** A caller takes room for what he sent, twice that at most, and not for what he says that he will send. */
    private byte[] readWhatComes(int bytesMost) throws IOException {
        var told = getContentLengthLong();
        var most = told < 0 ? bytesMost : (int) told;
        var source = super.getInputStream();
        var bytes = new byte[0];
        var size = 0;
        while (size < most) {
            if (size == bytes.length) {
                bytes = grown(bytes, most);
            }
            var count = source.read(bytes, size, bytes.length - size);
            if (count < 0) {
                break;
            }
            size += count;
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private byte[] grown(byte[] bytes, int most) {
        var length = (int) Math.min(most, Math.max(FIRST_BYTES, 2L * bytes.length));
        budget.take(length - bytes.length);
        taken += length - bytes.length;
        return Arrays.copyOf(bytes, length);
    }

    /** Called once, when nobody reads the body any more. */
    void release() {
        body = null;
        budget.giveBack(taken);
    }

    private static RuntimeException tooLarge(int bytesMax) {
        return EdgeProblems.PAYLOAD_TOO_LARGE
                .because("At most %d bytes are taken here.".formatted(bytesMax))
                .toException();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Replay(read(BYTES_MAX));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Replay extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Replay(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read by blocking, on virtual threads");
        }
    }
}
