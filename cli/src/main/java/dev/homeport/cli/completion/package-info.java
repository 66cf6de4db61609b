/** The command that prints completion scripts for shells. */
@NullMarked
package dev.homeport.cli.completion;

import org.jspecify.annotations.NullMarked;
