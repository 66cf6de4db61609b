/** The sites of a fleet, and the policy that an operator sets for them. */
@NullMarked
package dev.homeport.controlplane.topology;

import org.jspecify.annotations.NullMarked;
