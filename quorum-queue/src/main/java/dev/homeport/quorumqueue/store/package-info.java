/** Who a replica's folder belongs to: minted once for all replicas of a log. Pure. */
@NullMarked
package dev.homeport.quorumqueue.store;

import org.jspecify.annotations.NullMarked;
