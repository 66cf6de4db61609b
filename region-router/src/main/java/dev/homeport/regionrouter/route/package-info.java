/**
 * The route of a subject (an address, an account or a handle) to its home, with the reason. Pure
 * decisions, and the one shell that asks the ports for what they need.
 */
@NullMarked
package dev.homeport.regionrouter.route;

import org.jspecify.annotations.NullMarked;
