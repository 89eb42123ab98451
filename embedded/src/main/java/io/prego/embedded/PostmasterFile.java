package io.prego.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file by which a running server tells about itself. Line 1 is its process id, line 8 its status, "ready" once it
 * takes connections (PostgreSQL, {@code pidfile.h}).
 */
record PostmasterFile(long pid, boolean ready) {

    private static final int STATUS_LINE = 7;

    static Path in(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Absent as long as no server has written a whole first line. */
    static Optional<PostmasterFile> of(Path cluster) throws IOException {
        if (!Files.exists(in(cluster))) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(in(cluster));
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        var ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        return Optional.of(new PostmasterFile(Long.parseLong(lines.getFirst().strip()), ready));
    }
}
