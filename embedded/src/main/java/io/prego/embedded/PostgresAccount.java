package io.prego.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Under whose name PostgreSQL runs, since it refuses to run as root. */
enum PostgresAccount {
    /** The user of this JVM, who is not root. */
    SELF(0, ""),
    /** Root, seen by PostgreSQL as nobody: a user namespace without mapping. It reaches all that belongs to root. */
    USER_NAMESPACE(0, "unshare -U"),
    /** The user nobody, where a namespace is refused. It needs folders that nobody can reach. */
    NOBODY(65534, "setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private final int owner;
    private final String prefix;

    PostgresAccount(int owner, String prefix) {
        this.owner = owner;
        this.prefix = prefix;
    }

    /** The accounts under which this JVM may run PostgreSQL, best first. */
    static List<PostgresAccount> candidates() {
        return isRoot() ? List.of(USER_NAMESPACE, NOBODY) : List.of(SELF);
    }

    static boolean isRoot() {
        return new com.sun.security.auth.module.UnixSystem().getUid() == 0;
    }

    /**
     * The first of the accounts that can write the folder, which belongs to it from then on.
     *
     * @throws IOException when none can
     */
    static PostgresAccount of(List<PostgresAccount> candidates, Path folder) throws IOException {
        for (var account : candidates) {
            if (account.takesOver(folder)) {
                return account;
            }
        }
        throw new IOException(("PostgreSQL cannot use the folder %s: tried as %s. As root, allow user namespaces "
                        + "(unshare -U) or choose a folder that every user can reach; otherwise make it writable")
                .formatted(folder, candidates));
    }

    /** The command line that runs the given one under this account. */
    List<String> command(Stream<String> command) {
        var words = Arrays.stream(prefix.split(" ")).filter(word -> !word.isEmpty());
        return Stream.concat(words, command).toList();
    }

    /** Whether this account can look into the folder. */
    boolean reaches(Path folder) {
        return succeeds("test", "-x", folder.toString());
    }

    /** Gives a new file of this JVM to this account. */
    void own(Path file) throws IOException {
        if (this != SELF) {
            giveTo(owner, file);
        }
    }

    private boolean takesOver(Path folder) throws IOException {
        if (!succeeds("true")) {
            return false;
        }
        own(folder);
        return succeeds("test", "-w", folder.toString());
    }

    private boolean succeeds(String... command) {
        if (this == SELF && command.length == 1) {
            return true;
        }
        try {
            return Command.run(command(Stream.of(command)), PROBE_LIMIT).succeeded();
        } catch (IOException e) {
            // The program that changes the account is not installed: the next account is tried.
            return false;
        }
    }

    private static void giveTo(int owner, Path folder) throws IOException {
        if (Files.getAttribute(folder, "unix:uid").equals(owner)) {
            return;
        }
        var below = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            files.forEach(below::add);
        }
        // The folder itself comes last, so that a change that was cut short is begun again at the next start.
        for (var file : below.reversed()) {
            Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
