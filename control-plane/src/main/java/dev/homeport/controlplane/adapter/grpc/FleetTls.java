package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;

/** Mutual TLS of gRPC, from the process's files. Stateless. */
final class FleetTls {

    private static final String PROTOCOL = "TLSv1.3";

    private FleetTls() {}

    /** For a server: every caller must show a certificate of the fleet's authority. */
    static SslContext server(TlsFiles files) throws IOException {
        try {
            return GrpcSslContexts.forServer(
                            files.certificate().toFile(), files.privateKey().toFile())
                    .trustManager(files.authority().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols(PROTOCOL)
                    .build();
        } catch (IllegalArgumentException e) {
            throw unusable(files, e);
        }
    }

    /** For a client; whom it reaches is checked by {@link ExpectedWitness}, call by call. */
    static SslContext client(TlsFiles files) throws IOException {
        try {
            return GrpcSslContexts.forClient()
                    .keyManager(files.certificate().toFile(), files.privateKey().toFile())
                    .trustManager(files.authority().toFile())
                    .protocols(PROTOCOL)
                    .build();
        } catch (IllegalArgumentException e) {
            throw unusable(files, e);
        }
    }

    private static IOException unusable(TlsFiles files, IllegalArgumentException e) {
        return new IOException("TLS: " + files + " cannot be used: " + e.getMessage(), e);
    }
}
