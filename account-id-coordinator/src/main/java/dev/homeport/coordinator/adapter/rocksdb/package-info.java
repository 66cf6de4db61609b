/** The coordinator's store on disk, in RocksDB. */
@NullMarked
package dev.homeport.coordinator.adapter.rocksdb;

import org.jspecify.annotations.NullMarked;
