package io.prego.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Speaks HTTP byte by byte, so that a test can send what no client library would. */
final class RawHttp {

    private static final int TIMEOUT_MS = 10_000;

    /**
     * One answer.
     *
     * @param head status line and header lines
     */
    record Answer(List<String> head, String body) {

        int status() {
            return Integer.parseInt(head.getFirst().split(" ", 3)[1]);
        }

        List<String> header(String name) {
            var prefix = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .toList();
        }
    }

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** Sends each character as one byte and reads until the server closes: ask for {@code Connection: close}. */
    Answer send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    Answer send(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            writeWhatIsTaken(socket, request);
            return parse(readToEnd(socket));
        }
    }

    private static void writeWhatIsTaken(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        } catch (IOException e) {
            // A server may answer and close before it has read everything; its answer is what counts.
        }
    }

    private static String readToEnd(Socket socket) throws IOException {
        var read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (IOException e) {
            if (read.size() == 0) {
                throw e;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String answer) {
        var end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no whole answer: " + answer);
        }
        var head = Stream.of(answer.substring(0, end).split("\r\n")).toList();
        var sent = new Answer(head, answer.substring(end + 4));
        return sent.header("Transfer-Encoding").isEmpty() ? sent : new Answer(head, withoutChunks(sent.body()));
    }

    /** Problems fit into one chunk. */
    private static String withoutChunks(String chunked) {
        var firstEnd = chunked.indexOf("\r\n");
        var end = chunked.lastIndexOf("\r\n0\r\n");
        return firstEnd < 0 || end < firstEnd ? "" : chunked.substring(firstEnd + 2, end);
    }
}
