/**
 * A voter of the coordinator: carries commands through the replicated log, applies them to its
 * store and answers. The log is a {@link dev.homeport.quorumqueue.QuorumQueue} across sites.
 */
@NullMarked
package dev.homeport.coordinator.voter;

import org.jspecify.annotations.NullMarked;
