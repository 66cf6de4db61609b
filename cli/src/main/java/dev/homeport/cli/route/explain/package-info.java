/** The command that explains the route of one subject. */
@NullMarked
package dev.homeport.cli.route.explain;

import org.jspecify.annotations.NullMarked;
