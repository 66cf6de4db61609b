/** One client's connection to its home as a pure state machine. */
@NullMarked
package dev.homeport.client.session;

import org.jspecify.annotations.NullMarked;
