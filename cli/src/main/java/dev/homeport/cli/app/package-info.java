/** The command line's main and the tree of its commands. */
@NullMarked
package dev.homeport.cli.app;

import org.jspecify.annotations.NullMarked;
