/**
 * What a full node keeps close at hand: caches of accounts and of where clients were last. All of
 * it can be lost and comes back from the database or by a longer sync.
 */
@NullMarked
package dev.homeport.dcnode.storage.adapter.infinispan;

import org.jspecify.annotations.NullMarked;
