package dev.homeport.regionrouter.address;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that name no place: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890,
 * RFC 8190), multicast, and IPv6 space that is not global unicast. The longest registered block
 * decides. Stateless and thread-safe.
 *
 * <p>Blocks that the registries call globally reachable and that single hosts use are public here.
 * IPv4 addresses in a NAT64 or 6to4 address are taken out and judged by themselves.
 */
public final class AddressRegistry {

    private static final IpBlock NAT64 = IpBlock.parse("64:ff9b::/96");
    private static final int NAT64_IPV4_AT = 12;
    private static final IpBlock SIX_TO_FOUR = IpBlock.parse("2002::/16");
    private static final int SIX_TO_FOUR_IPV4_AT = 2;

    private static final List<Entry> ENTRIES =
            List.of(
                    special("0.0.0.0/8", "this network", "RFC 791"),
                    special("10.0.0.0/8", "private use", "RFC 1918"),
                    special("100.64.0.0/10", "shared address space (CGNAT)", "RFC 6598"),
                    special("127.0.0.0/8", "loopback", "RFC 1122"),
                    special("169.254.0.0/16", "link-local", "RFC 3927"),
                    special("172.16.0.0/12", "private use", "RFC 1918"),
                    special("192.0.0.0/24", "IETF protocol assignments", "RFC 6890"),
                    reachable("192.0.0.9/32", "port control protocol anycast", "RFC 7723"),
                    reachable("192.0.0.10/32", "TURN anycast", "RFC 8155"),
                    special("192.0.2.0/24", "documentation (TEST-NET-1)", "RFC 5737"),
                    special("192.88.99.0/24", "6to4 relay anycast (deprecated)", "RFC 7526"),
                    special("192.168.0.0/16", "private use", "RFC 1918"),
                    special("198.18.0.0/15", "benchmarking", "RFC 2544"),
                    special("198.51.100.0/24", "documentation (TEST-NET-2)", "RFC 5737"),
                    special("203.0.113.0/24", "documentation (TEST-NET-3)", "RFC 5737"),
                    special("224.0.0.0/4", "multicast", "RFC 5771"),
                    special("240.0.0.0/4", "reserved", "RFC 1112"),
                    special("255.255.255.255/32", "limited broadcast", "RFC 8190"),
                    // What is not 2000::/3 is not global unicast, whether somebody named it or not.
                    special("::/1", "not global unicast", "RFC 4291"),
                    special("8000::/1", "not global unicast", "RFC 4291"),
                    reachable("2000::/3", "global unicast", "RFC 4291"),
                    special("::/96", "IPv4-compatible (deprecated)", "RFC 4291"),
                    special("::/128", "unspecified", "RFC 4291"),
                    special("::1/128", "loopback", "RFC 4291"),
                    special("64:ff9b:1::/48", "IPv4-IPv6 translation, local use", "RFC 8215"),
                    special("100::/64", "discard-only", "RFC 6666"),
                    special("100:0:0:1::/64", "dummy prefix", "RFC 9780"),
                    special("2001::/23", "IETF protocol assignments", "RFC 2928"),
                    special("2001::/32", "Teredo", "RFC 4380"),
                    reachable("2001:1::1/128", "port control protocol anycast", "RFC 7723"),
                    reachable("2001:1::2/128", "TURN anycast", "RFC 8155"),
                    special("2001:2::/48", "benchmarking", "RFC 5180"),
                    reachable("2001:3::/32", "AMT", "RFC 7450"),
                    reachable("2001:4:112::/48", "AS112", "RFC 7535"),
                    special("2001:10::/28", "ORCHID (deprecated)", "RFC 4843"),
                    special("2001:20::/28", "ORCHIDv2", "RFC 7343"),
                    special("2001:30::/28", "drone remote ids", "RFC 9374"),
                    special("2001:db8::/32", "documentation", "RFC 3849"),
                    special("3fff::/20", "documentation", "RFC 9637"),
                    special("5f00::/16", "SRv6 segment ids", "RFC 9602"),
                    special("fc00::/7", "unique local", "RFC 4193"),
                    special("fe80::/10", "link-local", "RFC 4291"),
                    special("fec0::/10", "site-local (deprecated)", "RFC 3879"),
                    special("ff00::/8", "multicast", "RFC 4291"));

    private AddressRegistry() {}

    /** What an address says about where its user is. */
    public static Standing standingOf(IpAddress ip) {
        if (NAT64.contains(ip)) {
            return new Standing.Carrying(ipv4In(ip, NAT64_IPV4_AT), "NAT64");
        }
        if (SIX_TO_FOUR.contains(ip)) {
            return new Standing.Carrying(ipv4In(ip, SIX_TO_FOUR_IPV4_AT), "6to4");
        }
        return longestOf(ip)
                .filter(entry -> !entry.reachable)
                .<Standing>map(e -> new Standing.SpecialPurpose(e.block, e.name, e.source))
                .orElseGet(() -> new Standing.Public(ip));
    }

    private static Optional<Entry> longestOf(IpAddress ip) {
        return ENTRIES.stream()
                .filter(entry -> entry.block.contains(ip))
                .max(Comparator.comparingInt(entry -> entry.block.prefixBits()));
    }

    private static IpAddress ipv4In(IpAddress ip, int at) {
        return IpAddress.ofBytes(Arrays.copyOfRange(ip.toBytes(), at, at + 4));
    }

    private static Entry special(String block, String name, String source) {
        return new Entry(IpBlock.parse(block), name, source, false);
    }

    private static Entry reachable(String block, String name, String source) {
        return new Entry(IpBlock.parse(block), name, source, true);
    }

    private record Entry(IpBlock block, String name, String source, boolean reachable) {}
}
