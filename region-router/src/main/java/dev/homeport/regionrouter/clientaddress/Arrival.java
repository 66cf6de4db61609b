package dev.homeport.regionrouter.clientaddress;

import dev.homeport.regionrouter.address.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * How a request arrived. Immutable and thread-safe.
 *
 * @param peer address of the other end of the connection
 * @param identity what the peer's verified certificate names, if it showed one
 * @param forwarded the lines of the {@code Forwarded} header, in their order
 * @param xForwardedFor the lines of the {@code X-Forwarded-For} header, in their order
 */
public record Arrival(
        IpAddress peer,
        Optional<String> identity,
        List<String> forwarded,
        List<String> xForwardedFor) {

    /** Makes an arrival. */
    public Arrival {
        forwarded = List.copyOf(forwarded);
        xForwardedFor = List.copyOf(xForwardedFor);
    }
}
