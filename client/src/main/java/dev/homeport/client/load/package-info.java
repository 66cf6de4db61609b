/** Load that is driven against a fleet: what is wanted, and what came out. */
@NullMarked
package dev.homeport.client.load;

import org.jspecify.annotations.NullMarked;
