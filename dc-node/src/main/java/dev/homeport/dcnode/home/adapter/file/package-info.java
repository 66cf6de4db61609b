/**
 * What the lease machines keep on disk: a witness's store, a node's boot counter, the journals. All
 * of it in checksummed, versioned frames.
 */
@NullMarked
package dev.homeport.dcnode.home.adapter.file;

import org.jspecify.annotations.NullMarked;
