package io.prego.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs, unpacked once per user and version from the archive on the class path. The folder appears whole
 * or not at all, also when several JVMs unpack at once.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share}.
     *
     * @throws IOException when there is no archive for this machine, or no folder to unpack it to
     */
    static Path unpackedFor(PostgresAccount account) throws IOException {
        var archive = archive();
        var folder = cacheFor(account).resolve("postgresql-" + fingerprint(archive));
        if (!Files.isDirectory(folder)) {
            unpackTo(folder, archive);
        }
        return folder;
    }

    private static URL archive() throws IOException {
        var name =
                "postgres-%s-%s.txz".formatted(System.getProperty("os.name").toLowerCase(Locale.ROOT), architecture());
        var archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new IOException("there is no embedded PostgreSQL for this machine (" + name
                    + " is not on the class path): use a PostgreSQL of your own");
        }
        return archive;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }

    // The entry's checksum stands in the jar's directory: it names the version without reading 15 MB.
    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection connection && connection.getJarEntry() != null) {
            return Long.toHexString(connection.getJarEntry().getCrc());
        }
        return Integer.toHexString(archive.openConnection().getContentLength());
    }

    private static Path cacheFor(PostgresAccount account) throws IOException {
        for (var cache : List.of(userCache(), temporaryCache())) {
            if (isOurs(cache) && account.reaches(cache)) {
                return cache;
            }
        }
        throw new IOException("no folder to unpack PostgreSQL to: tried %s and %s as %s"
                .formatted(userCache(), temporaryCache(), account));
    }

    private static Path userCache() {
        var set = System.getenv("XDG_CACHE_HOME");
        var base = set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return base.resolve("prego");
    }

    private static Path temporaryCache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "prego-" + System.getProperty("user.name"));
    }

    // In a folder for all, somebody else could have put programs under our name.
    private static boolean isOurs(Path cache) {
        try {
            Files.createDirectories(cache);
            var user = new com.sun.security.auth.module.UnixSystem().getUid();
            return ((Number) Files.getAttribute(cache, "unix:uid")).longValue() == user && Files.isWritable(cache);
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpackTo(Path folder, URL archive) throws IOException {
        var unfinished = Files.createTempDirectory(folder.getParent(), ".unpacking-");
        try {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (var packed = new BufferedInputStream(archive.openStream())) {
                unpack(packed, unfinished);
            }
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.delete(unfinished);
            // Another JVM was faster: its folder is as good as ours.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                write(entry, tar, target);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
