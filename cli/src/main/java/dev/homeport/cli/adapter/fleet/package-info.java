/** The fleet of this machine, asked over HTTP. */
@NullMarked
package dev.homeport.cli.adapter.fleet;

import org.jspecify.annotations.NullMarked;
