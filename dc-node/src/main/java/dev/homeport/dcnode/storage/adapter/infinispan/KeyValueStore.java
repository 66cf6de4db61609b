package dev.homeport.dcnode.storage.adapter.infinispan;

import dev.homeport.dcnode.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.manager.DefaultCacheManager;

/**
 * A full node's Infinispan, of this node alone: bounded in memory, the rest in files that are
 * written behind. Opens no port. Thread-safe.
 */
public final class KeyValueStore implements AutoCloseable {

    private static final int MAX_IN_MEMORY = 100_000;
    private static final int MAX_FILE_BYTES = 8 * 1024 * 1024;
    private static final int WRITE_BEHIND = 4_096;

    private final DefaultCacheManager manager;

    private KeyValueStore(DefaultCacheManager manager) {
        this.manager = manager;
    }

    /**
     * Opens the store in a folder of its own.
     *
     * @throws StorageException if the folder cannot be used
     */
    public static KeyValueStore open(Path folder) {
        var global = new GlobalConfigurationBuilder().nonClusteredDefault();
        global.globalState().enable().persistentLocation(folder.toString());
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        global.metrics().gauges(false).histograms(false);
        var manager = new DefaultCacheManager(global.build(), false);
        try {
            manager.start();
            manager.defineConfiguration(AccountCache.NAME, configuration());
            manager.defineConfiguration(LastConfirmed.NAME, configuration());
            return new KeyValueStore(manager);
        } catch (CacheException e) {
            close(manager, e);
            throw new StorageException("the key-value store in " + folder + " cannot be opened", e);
        }
    }

    private static void close(DefaultCacheManager manager, Exception reason) {
        try {
            manager.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static Configuration configuration() {
        var builder = new ConfigurationBuilder();
        builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM);
        builder.memory().maxCount(MAX_IN_MEMORY);
        builder.persistence()
                .addSoftIndexFileStore()
                .maxFileSize(MAX_FILE_BYTES)
                .syncWrites(false)
                .async()
                .enable()
                .modificationQueueSize(WRITE_BEHIND)
                .failSilently(true);
        return builder.build();
    }

    Cache<Long, String> cache(String name) {
        return manager.getCache(name);
    }

    @Override
    public void close() {
        try {
            manager.close();
        } catch (IOException e) {
            throw new StorageException("the key-value store could not be closed", e);
        }
    }
}
