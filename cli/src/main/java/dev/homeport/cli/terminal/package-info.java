/** Whom a command talks to. */
@NullMarked
package dev.homeport.cli.terminal;

import org.jspecify.annotations.NullMarked;
