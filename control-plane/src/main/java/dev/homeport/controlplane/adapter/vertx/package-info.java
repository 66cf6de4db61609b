/** The HTTPS door for routers and operators, and the port for health and figures. */
@NullMarked
package dev.homeport.controlplane.adapter.vertx;

import org.jspecify.annotations.NullMarked;
