/** The process: its main, its configuration and its wiring. */
@NullMarked
package dev.homeport.controlplane.app;

import org.jspecify.annotations.NullMarked;
