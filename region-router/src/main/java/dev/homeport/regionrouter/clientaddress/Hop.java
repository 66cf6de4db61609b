package dev.homeport.regionrouter.clientaddress;

import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.regionrouter.address.IpAddress;
import dev.homeport.vocabulary.Quoted;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a proxy said about whom it had the request from. Values are immutable and thread-safe. */
sealed interface Hop {

    /**
     * An address.
     *
     * @param ip the address
     */
    record Address(IpAddress ip) implements Hop {}

    /**
     * Nothing that can be used.
     *
     * @param why what it is instead, as a part of a sentence
     */
    record Unusable(String why) implements Hop {}

    /**
     * Reads a node as RFC 7239 writes it, and as {@code X-Forwarded-For} has it in the wild: an
     * address, bare or in brackets, with or without a port; {@code unknown}; or an obfuscated name.
     */
    static Hop ofNode(String node) {
        if (node.isEmpty()) {
            return new Unusable("is empty");
        }
        if (node.toLowerCase(Locale.ROOT).equals("unknown")) {
            return new Unusable("is unknown");
        }
        if (node.charAt(0) == '_') {
            return new Unusable("is obfuscated, " + Quoted.of(node));
        }
        try {
            return new Address(IpAddress.parse(withoutPort(node)));
        } catch (InvalidInput e) {
            return new Unusable("is no address, " + Quoted.of(node));
        }
    }

    private static String withoutPort(String node) {
        if (node.charAt(0) == '[') {
            var end = node.indexOf(']');
            // Brackets are for IPv6: [192.0.2.1] is nothing that a proxy writes.
            var inside = end < 0 ? "" : node.substring(1, end);
            return inside.contains(":") && isPort(node.substring(end + 1)) ? inside : node;
        }
        var colon = node.indexOf(':');
        var bareIpv6 = colon != node.lastIndexOf(':');
        return colon > 0 && !bareIpv6 && isPort(node.substring(colon))
                ? node.substring(0, colon)
                : node;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || PORT.matcher(text).matches();
    }

    /** A port with its colon, plain or obfuscated (RFC 7239, section 6). */
    Pattern PORT =
            Pattern.compile(
                    ":(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]"
                            + "|6553[0-5]|_[0-9A-Za-z._-]{1,64})");
}
