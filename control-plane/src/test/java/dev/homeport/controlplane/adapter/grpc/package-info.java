@NullMarked
package dev.homeport.controlplane.adapter.grpc;

import org.jspecify.annotations.NullMarked;
