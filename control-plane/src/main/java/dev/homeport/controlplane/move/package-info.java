/** Planned changes of homes: what goes from which site to which, and how far it has come. */
@NullMarked
package dev.homeport.controlplane.move;

import org.jspecify.annotations.NullMarked;
