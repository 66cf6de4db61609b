package dev.homeport.regionrouter.clientaddress;

import dev.homeport.regionrouter.address.IpAddress;
import java.util.List;

/**
 * Whose address a request comes from: the last one that somebody believed stands for. Every arrival
 * gets an answer, and none is a guess. Immutable and thread-safe.
 *
 * <p>Headers count only if the peer is identified as a proxy. They are read from the right: each
 * element is the word of the hop behind it, so it is believed while all hops up to there are known
 * proxies. The first address that is none of theirs is the client's; what cannot be read ends the
 * walk at the hop that said it. When both headers are there they must agree, for a proxy that
 * writes one of them may pass on the client's own other.
 *
 * @param ip the address
 * @param reason how it was found, in one sentence
 */
public record ClientAddress(IpAddress ip, String reason) {

    /** How many elements are walked at most; no honest chain of proxies is as long. */
    public static final int MOST_HOPS = 64;

    /** How many characters of headers are read at most; longer ones are not believed. */
    public static final int MOST_CHARACTERS = 1 << 18;

    private static final String FORWARDED = "Forwarded";
    private static final String X_FORWARDED_FOR = "X-Forwarded-For";

    /** Finds the address. Never throws on account of what the headers hold. */
    public static ClientAddress of(Arrival arrival, ProxyTrust trust) {
        var peer = arrival.peer();
        var none = arrival.forwarded().isEmpty() && arrival.xForwardedFor().isEmpty();
        if (!trust.believes(arrival.identity())) {
            return new ClientAddress(
                    peer,
                    none
                            ? "the connection's own address"
                            : "the connection's own address; the peer is not identified as a proxy,"
                                    + " so its headers are not believed");
        }
        if (none) {
            return new ClientAddress(peer, "the proxy's own address; it forwarded for nobody");
        }
        if (length(arrival.forwarded()) + length(arrival.xForwardedFor()) > MOST_CHARACTERS) {
            return new ClientAddress(
                    peer,
                    "the proxy's own address; its headers have more than "
                            + MOST_CHARACTERS
                            + " characters");
        }
        if (arrival.xForwardedFor().isEmpty()) {
            return walk(peer, FORWARDED, ForwardedHeader.hops(arrival.forwarded()), trust);
        }
        var other =
                walk(
                        peer,
                        X_FORWARDED_FOR,
                        XForwardedForHeader.hops(arrival.xForwardedFor()),
                        trust);
        if (arrival.forwarded().isEmpty()) {
            return other;
        }
        var one = walk(peer, FORWARDED, ForwardedHeader.hops(arrival.forwarded()), trust);
        if (one.ip().equals(other.ip())) {
            return new ClientAddress(one.ip(), one.reason() + "; " + X_FORWARDED_FOR + " agrees");
        }
        return new ClientAddress(
                peer,
                "the proxy's own address; "
                        + FORWARDED
                        + " says "
                        + one.ip()
                        + " and "
                        + X_FORWARDED_FOR
                        + " says "
                        + other.ip());
    }

    private static long length(List<String> lines) {
        return lines.stream().mapToLong(String::length).sum();
    }

    private static ClientAddress walk(
            IpAddress peer, String header, List<Hop> hops, ProxyTrust trust) {
        var believed = peer;
        var walked = 0;
        for (var hop : hops.reversed()) {
            if (walked == MOST_HOPS) {
                return stopped(believed, walked, header, "is one proxy too many");
            }
            walked++;
            switch (hop) {
                case Hop.Unusable(var why) -> {
                    return stopped(believed, walked - 1, header, why);
                }
                case Hop.Address(var ip) -> {
                    if (!trust.isHop(ip)) {
                        return new ClientAddress(ip, found(header, walked, "is no proxy of ours"));
                    }
                    believed = ip;
                }
            }
        }
        return new ClientAddress(believed, found(header, walked, "is the first, a proxy of ours"));
    }

    private static ClientAddress stopped(
            IpAddress believed, int hopsBelieved, String header, String why) {
        var whose = hopsBelieved == 0 ? "the proxy's own address" : "the last proxy's address";
        return new ClientAddress(believed, whose + "; " + found(header, hopsBelieved + 1, why));
    }

    private static String found(String header, int fromTheRight, String what) {
        return "element " + fromTheRight + " from the right of " + header + " " + what;
    }
}
