/** Drives users over real sockets, and reads everything back. */
@NullMarked
package dev.homeport.client.adapter.driver;

import org.jspecify.annotations.NullMarked;
