@NullMarked
package dev.homeport.controlplane.adapter.vertx;

import org.jspecify.annotations.NullMarked;
