/** The fleet that is drilled: its launcher, its control plane and its network. */
@NullMarked
package dev.homeport.drills.adapter.fleet;

import org.jspecify.annotations.NullMarked;
