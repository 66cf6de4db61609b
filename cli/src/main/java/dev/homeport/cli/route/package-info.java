/** Commands about routes: who is at home where. */
@NullMarked
package dev.homeport.cli.route;

import org.jspecify.annotations.NullMarked;
