package dev.homeport.regionrouter.clientaddress;

import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.regionrouter.address.IpBlock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to believe. Immutable and thread-safe.
 *
 * @param identities the identities, as certificates state them, whose headers are believed
 * @param hops addresses of further proxies that stand before those; in headers they are passed over
 */
public record ProxyTrust(Set<String> identities, List<IpBlock> hops) {

    /** Makes a policy. */
    public ProxyTrust {
        identities = Set.copyOf(identities);
        hops = List.copyOf(hops);
    }

    /** Nobody is believed. */
    public static ProxyTrust nobody() {
        return new ProxyTrust(Set.of(), List.of());
    }

    boolean believes(Optional<String> identity) {
        return identity.filter(identities::contains).isPresent();
    }

    boolean isHop(IpAddress ip) {
        return hops.stream().anyMatch(block -> block.contains(ip));
    }
}
