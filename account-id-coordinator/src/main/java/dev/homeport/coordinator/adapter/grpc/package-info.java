/** The coordinator's calls over gRPC with mutual TLS: those it takes, and its own to witnesses. */
@NullMarked
package dev.homeport.coordinator.adapter.grpc;

import org.jspecify.annotations.NullMarked;
