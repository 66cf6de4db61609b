/**
 * One replica of the control plane: judges, decides while it leads, and serves what is recorded.
 */
@NullMarked
package dev.homeport.controlplane.replica;

import org.jspecify.annotations.NullMarked;
