/** What the control plane has decided, as records, and the state that they replay to. */
@NullMarked
package dev.homeport.controlplane.record;

import org.jspecify.annotations.NullMarked;
