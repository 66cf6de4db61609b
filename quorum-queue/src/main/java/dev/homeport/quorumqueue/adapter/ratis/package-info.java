/**
 * The site log on Apache Ratis over gRPC with mutual TLS. Ratis' log is the only copy of the
 * entries: fsynced once, read back from the very segments that were fsynced.
 */
@NullMarked
package dev.homeport.quorumqueue.adapter.ratis;

import org.jspecify.annotations.NullMarked;
