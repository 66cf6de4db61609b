/** The command that ends a fleet of this machine. */
@NullMarked
package dev.homeport.cli.down;

import org.jspecify.annotations.NullMarked;
