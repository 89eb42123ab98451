package io.prego.stream.feed;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores of this process together. By default each store (one per partition) takes 50 MiB
 * of cache and up to 48 MiB of write buffers.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {

    private static final long CACHE_BYTES = 24L << 20;
    /** Counted within the cache. */
    private static final long WRITE_BUFFERS_BYTES = 12L << 20;

    private static final long WRITE_BUFFER_BYTES = 1L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(CACHE_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    /** Nothing to close: cache and buffers are shared by all stores and live as long as the process. */
    @Override
    public void close(String storeName, Options options) {}
}
