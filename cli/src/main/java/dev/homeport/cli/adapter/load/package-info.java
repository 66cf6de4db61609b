/** The load tool on real sockets and databases. */
@NullMarked
package dev.homeport.cli.adapter.load;

import org.jspecify.annotations.NullMarked;
