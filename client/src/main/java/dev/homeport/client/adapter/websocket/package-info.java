/** Sessions on the JDK's own WebSocket. */
@NullMarked
package dev.homeport.client.adapter.websocket;

import org.jspecify.annotations.NullMarked;
