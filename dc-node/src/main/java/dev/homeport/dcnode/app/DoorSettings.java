package dev.homeport.dcnode.app;

import dev.homeport.vocabulary.Quoted;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a door listens, and under which certificate.
 *
 * @param host an address of this machine
 * @param port the port, 1 to 65535
 * @param certificate certificate and key; empty for cleartext, on a loopback address only
 */
public record DoorSettings(String host, int port, Optional<Certificate> certificate) {

    /**
     * A certificate and its key, in PEM form.
     *
     * @param chain the certificate and those that vouch for it
     * @param key its private key (PKCS#8)
     */
    public record Certificate(Path chain, Path key) {

        /**
         * Makes the pair.
         *
         * @throws IllegalArgumentException if a file cannot be read
         */
        public Certificate {
            for (var file : new Path[] {chain, key}) {
                if (!Files.isReadable(file)) {
                    throw new IllegalArgumentException(
                            "certificate: " + file + " cannot be read; make certificates first");
                }
            }
        }
    }

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if the port is out of range, or cleartext is wanted on an
     *     address that others can reach
     */
    public DoorSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is out of 1 to 65535");
        }
        if (certificate.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "host: "
                            + Quoted.of(host)
                            + " can be reached by others, and there is no certificate; give one,"
                            + " or listen on a loopback address");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "host: " + Quoted.of(host) + " is not an address of this machine", e);
        }
    }
}
