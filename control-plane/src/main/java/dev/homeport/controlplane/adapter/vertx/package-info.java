/** The HTTPS door for routers and operators. */
@NullMarked
package dev.homeport.controlplane.adapter.vertx;

import org.jspecify.annotations.NullMarked;
