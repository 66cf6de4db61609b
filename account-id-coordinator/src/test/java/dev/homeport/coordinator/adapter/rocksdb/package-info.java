@NullMarked
package dev.homeport.coordinator.adapter.rocksdb;

import org.jspecify.annotations.NullMarked;
