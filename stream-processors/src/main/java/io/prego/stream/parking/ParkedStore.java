package io.prego.stream.parking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The parked keys of one partition and their records, on disk and in a changelog. A key stands as {@code 0, length, key};
 * its records as {@code 1, length, key, number}.
 */
final class ParkedStore {

    /** A record may be as large as the broker takes, and has its place beside it here. */
    private static final String RECORD_BYTES_MAX = Integer.toString(2 << 20);

    private static final byte KEYS = 0;
    private static final byte RECORDS = 1;

    private final KeyValueStore<Bytes, byte[]> store;
    private @Nullable Boolean empty;

    ParkedStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of("max.message.bytes", RECORD_BYTES_MAX))
                .withCachingDisabled();
    }

    @Nullable
    ParkedKey find(String key) {
        if (isEmpty()) {
            return null;
        }
        var found = store.get(name(key));
        return found == null ? null : ParkedKey.read(found);
    }

    void put(String key, ParkedKey parked) {
        empty = false;
        store.put(name(key), parked.toBytes());
    }

    /** Its records must be removed before. */
    void remove(String key) {
        var _ = store.delete(name(key));
        empty = null;
    }

    /** Asked for each record, and so known without a look at the disk. */
    private boolean isEmpty() {
        if (empty == null) {
            try (var keys = keys()) {
                empty = !keys.hasNext();
            }
        }
        return empty;
    }

    void putRecord(String key, long number, ParkedRecord parked) {
        store.put(name(key, number), parked.toBytes());
    }

    ParkedRecord record(String key, long number) {
        return ParkedRecord.read(key, Objects.requireNonNull(store.get(name(key, number)), "a parked record is lost"));
    }

    void removeRecord(String key, long number) {
        var _ = store.delete(name(key, number));
    }

    void forEachKey(BiConsumer<String, ParkedKey> visit) {
        try (var keys = keys()) {
            while (keys.hasNext()) {
                var entry = keys.next();
                var name = ByteBuffer.wrap(entry.key.get()).position(1);
                visit.accept(Strings.read(name), ParkedKey.read(entry.value));
            }
        }
    }

    private KeyValueIterator<Bytes, byte[]> keys() {
        return store.range(Bytes.wrap(new byte[] {KEYS}), Bytes.wrap(new byte[] {RECORDS}));
    }

    private static Bytes name(String key) {
        return Bytes.wrap(prefixed(KEYS, key.getBytes(UTF_8), 0).array());
    }

    private static Bytes name(String key, long number) {
        return Bytes.wrap(prefixed(RECORDS, key.getBytes(UTF_8), Long.BYTES)
                .putLong(number)
                .array());
    }

    private static ByteBuffer prefixed(byte kind, byte[] key, int more) {
        return ByteBuffer.allocate(1 + Integer.BYTES + key.length + more)
                .put(kind)
                .putInt(key.length)
                .put(key);
    }
}
