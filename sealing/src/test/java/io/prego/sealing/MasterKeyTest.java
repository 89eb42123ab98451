package io.prego.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

    private static final byte[] KNOWN =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    @TempDir
    Path folder;

    @Test
    void a_key_that_was_made_is_found_again_and_is_its_owners_alone() throws IOException {
        var file = folder.resolve("new/master.key");
        var made = MasterKey.loadOrCreate(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.loadOrCreate(file).derive("any")).isEqualTo(made.derive("any"));
        assertThat(MasterKey.load(file).derive("any")).isEqualTo(made.derive("any"));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void processes_that_start_at_once_agree_on_one_key() throws Exception {
        var file = folder.resolve("master.key");
        Callable<String> start =
                () -> HexFormat.of().formatHex(MasterKey.loadOrCreate(file).derive("any"));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var keys = threads.invokeAll(Stream.generate(() -> start).limit(8).toList());
            for (var key : keys) {
                assertThat(key.get()).isEqualTo(keys.getFirst().get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void a_file_that_is_open_to_others_is_refused(String mode) throws IOException {
        var file = folder.resolve("master.key");
        MasterKey.loadOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> MasterKey.loadOrCreate(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00", "not a key", "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00"})
    void a_malformed_file_is_refused_without_being_quoted(String content) throws IOException {
        var file = folder.resolve("master.key");
        MasterKey.loadOrCreate(file);
        Files.writeString(file, content);
        assertThatThrownBy(() -> MasterKey.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage("the master key file %s must hold 64 hexadecimal digits", file);
    }

    @Test
    void an_absent_file_is_not_made_by_load() {
        assertThatThrownBy(() -> MasterKey.load(folder.resolve("absent"))).isInstanceOf(IOException.class);
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> MasterKey.of(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void derived_secrets_differ_by_purpose_and_never_change() {
        var secrets = new ServerSecrets(MasterKey.of(KNOWN));
        assertThat(HexFormat.of().formatHex(secrets.idempotencyKey()))
                .isEqualTo("7b1ec4dc0228a671db01608c71ed0b3e3f96da2e44e36ca0bf6886145c28815f");
        assertThat(HexFormat.of().formatHex(secrets.fingerprintKey()))
                .isEqualTo("cad8643a071067b9e9d12b555067c9d46f433dd9fc1d629bbec3e3c01fcaa2b2");
    }
}
