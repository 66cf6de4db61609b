package dev.homeport.regionrouter.address;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One IPv4 or IPv6 address without zone, port or name. An IPv4-mapped IPv6 address is the IPv4
 * address that it maps. Nothing here ever asks a name server. Immutable and thread-safe; the text
 * form is canonical (RFC 5952).
 */
public final class IpAddress {

    private static final String FIELD = "ip";
    private static final int LONGEST_LITERAL = 45;
    private static final String MEND =
            "use one IPv4 or IPv6 address such as 203.0.113.7 or 2001:db8::7";

    private final InetAddress inet;

    private IpAddress(InetAddress inet) {
        this.inet = inet;
    }

    /**
     * Reads an IP address literal. Zone ids, brackets, ports, leading zeros in IPv4, prefix
     * lengths, blanks and names are refused, each with its own sentence.
     *
     * @throws InvalidInput if the text is no such literal
     */
    public static IpAddress parse(String text) {
        refuseByLook(text);
        try {
            return new IpAddress(InetAddresses.forString(text));
        } catch (IllegalArgumentException e) {
            var refused = refused(text, "is not an IP address", MEND);
            refused.initCause(e);
            throw refused;
        }
    }

    /** The address of a socket; its zone and name, if any, are dropped. */
    public static IpAddress of(InetAddress inet) {
        return ofBytes(inet.getAddress());
    }

    /**
     * The address of 4 or 16 bytes in network order.
     *
     * @throws IllegalArgumentException if there are neither 4 nor 16
     */
    public static IpAddress ofBytes(byte[] bytes) {
        try {
            return new IpAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "ip: has " + bytes.length + " bytes; an address has 4 or 16", e);
        }
    }

    private static void refuseByLook(String text) {
        if (text.isEmpty()) {
            throw refused(text, "is empty", MEND);
        }
        if (text.indexOf('%') >= 0) {
            throw refused(text, "has a zone", "leave out the zone, from the % on");
        }
        if (text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            throw refused(text, "has brackets", "give the address without brackets and port");
        }
        if (text.indexOf('/') >= 0) {
            throw refused(text, "is a block", "give one address without a prefix length");
        }
        if (text.length() > LONGEST_LITERAL || !text.chars().allMatch(IpAddress::isOfALiteral)) {
            throw refused(text, "is not an IP address (names are never looked up)", MEND);
        }
        var dots = text.indexOf('.') >= 0;
        var colon = text.indexOf(':');
        if (dots && colon > text.indexOf('.')) {
            throw refused(text, "has a port", "leave out the port, from the colon on");
        }
        if (dots && hasLeadingZero(text.substring(text.lastIndexOf(':') + 1))) {
            throw refused(
                    text,
                    "has a leading zero, which some read as octal",
                    "write each number without leading zeros");
        }
    }

    private static boolean isOfALiteral(int c) {
        return c == '.' || c == ':' || (c < 128 && Character.digit(c, 16) >= 0);
    }

    private static boolean hasLeadingZero(String dotted) {
        for (var i = 0; i < dotted.length() - 1; i++) {
            var starts = i == 0 || dotted.charAt(i - 1) == '.';
            if (starts && dotted.charAt(i) == '0' && dotted.charAt(i + 1) != '.') {
                return true;
            }
        }
        return false;
    }

    private static InvalidInput refused(String text, String problem, String mend) {
        return new InvalidInput(FIELD, text, problem, mend);
    }

    /** Tells whether this is an IPv4 address. */
    public boolean isIpv4() {
        return inet.getAddress().length == 4;
    }

    /** The 4 or 16 bytes in network order; the caller owns them. */
    public byte[] toBytes() {
        return inet.getAddress();
    }

    /** The same address as the JDK's type, without a name. */
    public InetAddress toInetAddress() {
        return inet;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress ip && inet.equals(ip.inet);
    }

    @Override
    public int hashCode() {
        return inet.hashCode();
    }

    @Override
    public String toString() {
        return InetAddresses.toAddrString(inet);
    }
}
