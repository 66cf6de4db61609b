/** The region router's process: its main, its settings and its wiring. */
@NullMarked
package dev.homeport.regionrouter.app;

import org.jspecify.annotations.NullMarked;
