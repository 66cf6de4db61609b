/**
 * The witness of a site: grants leases, refuses overlap, needs no control plane, and knows what to
 * do when its memory or its disk did not come back with it.
 */
@NullMarked
package dev.homeport.dcnode.home.witness;

import org.jspecify.annotations.NullMarked;
