/** Wires a whole local fleet together and runs it. */
@NullMarked
package dev.homeport.local.app;

import org.jspecify.annotations.NullMarked;
