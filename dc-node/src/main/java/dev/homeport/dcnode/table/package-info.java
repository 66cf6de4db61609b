/**
 * The newest routing table that a process of a site knows: kept on its disk, made newer by the
 * control plane and by whoever else hands a newer one on.
 */
@NullMarked
package dev.homeport.dcnode.table;

import org.jspecify.annotations.NullMarked;
