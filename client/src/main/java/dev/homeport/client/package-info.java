/** A client of Homeport: what it asks, and what the answers mean. */
@NullMarked
package dev.homeport.client;

import org.jspecify.annotations.NullMarked;
