package dev.homeport.local.certificate;

import dev.homeport.vocabulary.ProcessIdentity;
import java.net.InetAddress;
import java.util.Set;

/**
 * The certificate that a process needs. Immutable and thread-safe.
 *
 * @param identity who the process is
 * @param addresses every address under which a peer may dial it, the WAN emulator's included
 */
public record CertificateRequest(ProcessIdentity identity, Set<InetAddress> addresses) {

    /** Makes a request. */
    public CertificateRequest {
        addresses = Set.copyOf(addresses);
    }
}
