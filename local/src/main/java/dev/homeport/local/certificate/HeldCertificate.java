package dev.homeport.local.certificate;

import dev.homeport.vocabulary.ProcessIdentity;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to know about a certificate that a process holds already. Immutable and
 * thread-safe.
 *
 * @param identity whom it names, or nothing if that cannot be read
 * @param addresses the addresses it names
 * @param notBefore from when it is valid
 * @param notAfter until when it is valid
 * @param ofThisAuthority whether the present authority signed it
 * @param keyFits whether the private key beside it belongs to it
 */
public record HeldCertificate(
        Optional<ProcessIdentity> identity,
        Set<InetAddress> addresses,
        Instant notBefore,
        Instant notAfter,
        boolean ofThisAuthority,
        boolean keyFits) {

    /** Makes a description. */
    public HeldCertificate {
        addresses = Set.copyOf(addresses);
    }
}
