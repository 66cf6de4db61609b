/** The command that starts a fleet on this machine. */
@NullMarked
package dev.homeport.cli.up;

import org.jspecify.annotations.NullMarked;
