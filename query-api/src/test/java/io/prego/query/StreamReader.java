package io.prego.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events line by line, as a caller does who has no library for them. */
final class StreamReader implements AutoCloseable {

    /** @param fields by name; that of a comment is empty */
    record Heard(Map<String, String> fields) {

        boolean isEvent() {
            return fields.containsKey("data");
        }

        long id() {
            return Long.parseLong(fields.get("id"));
        }

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    StreamReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The next block; null at the end of the stream. */
    @Nullable
    Heard next() {
        var fields = new HashMap<String, String>();
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    return new Heard(fields);
                }
                var colon = line.indexOf(": ");
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next block of this kind; what comes before it is dropped. */
    Heard next(Predicate<Heard> kind) {
        for (var heard = next(); heard != null; heard = next()) {
            if (kind.test(heard)) {
                return heard;
            }
        }
        throw new IllegalStateException("the stream has ended");
    }

    Heard nextEvent() {
        return next(Heard::isEvent);
    }

    /** The positions of the next events. */
    List<Long> positions(int count) {
        var positions = new ArrayList<Long>();
        while (positions.size() < count) {
            positions.add(nextEvent().id());
        }
        return positions;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
