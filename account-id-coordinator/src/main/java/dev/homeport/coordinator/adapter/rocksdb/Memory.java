package dev.homeport.coordinator.adapter.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * How the engine uses memory and files. Blocks, indexes and filters share one cache, so that memory
 * does not grow with the number of claims.
 */
final class Memory implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final int WRITE_BUFFERS = 3;
    private static final int OPEN_FILES = 256;
    private static final int FILTER_BITS_PER_KEY = 10;

    private final LRUCache cache;
    private final BloomFilter filter = new BloomFilter(FILTER_BITS_PER_KEY);
    private final Options options;

    Memory(long cacheBytes) {
        cache = new LRUCache(cacheBytes);
        options =
                new Options()
                        .setCreateIfMissing(true)
                        .setParanoidChecks(true)
                        .setWriteBufferSize(WRITE_BUFFER_BYTES)
                        .setMaxWriteBufferNumber(WRITE_BUFFERS)
                        .setMaxOpenFiles(OPEN_FILES)
                        .setKeepLogFileNum(2)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                        .setBlockCache(cache)
                                        .setCacheIndexAndFilterBlocks(true)
                                        .setPinL0FilterAndIndexBlocksInCache(true)
                                        .setFilterPolicy(filter));
    }

    Options options() {
        return options;
    }

    @Override
    public void close() {
        options.close();
        filter.close();
        cache.close();
    }
}
