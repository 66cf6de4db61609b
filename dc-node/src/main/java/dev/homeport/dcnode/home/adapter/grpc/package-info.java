/**
 * The lease protocol between processes: gRPC over mutual TLS, every call checked against what the
 * caller's certificate names.
 */
@NullMarked
package dev.homeport.dcnode.home.adapter.grpc;

import org.jspecify.annotations.NullMarked;
