/**
 * The stateful shells around the lease machines: one thread, one bounded inbox and one journal
 * each. What a machine wants done is done here, in its order; what it decides is decided there.
 */
@NullMarked
package dev.homeport.dcnode.home.agent;

import org.jspecify.annotations.NullMarked;
