/** Tables served over gRPC, and witnesses asked, with mutual TLS and identities. */
@NullMarked
package dev.homeport.controlplane.adapter.grpc;

import org.jspecify.annotations.NullMarked;
