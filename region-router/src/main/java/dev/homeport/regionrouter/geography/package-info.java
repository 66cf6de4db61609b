/**
 * From an address to the home of a new user: country, continent, rule, home. Pure; the database of
 * countries is a port.
 */
@NullMarked
package dev.homeport.regionrouter.geography;

import org.jspecify.annotations.NullMarked;
