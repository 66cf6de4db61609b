/** Deciders: from a state and a wish to the records that would grant it, or a refusal. All pure. */
@NullMarked
package dev.homeport.controlplane.decision;

import org.jspecify.annotations.NullMarked;
