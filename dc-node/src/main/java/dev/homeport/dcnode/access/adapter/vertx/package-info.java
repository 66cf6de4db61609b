/** A site's door for clients and routers: REST and WebSocket on Vert.x. */
@NullMarked
package dev.homeport.dcnode.access.adapter.vertx;

import org.jspecify.annotations.NullMarked;
