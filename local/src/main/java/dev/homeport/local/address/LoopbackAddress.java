package dev.homeport.local.address;

import dev.homeport.vocabulary.Quoted;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An IPv4 address of a local fleet: {@code 127.fleet.zone.node}. On Linux all of 127/8 is loopback,
 * so any of these addresses can be listened on without being configured. Immutable and thread-safe.
 *
 * @param fleet the fleet that the address belongs to
 * @param zone third octet: 0 outside the sites, 1 to 15 a site itself, above that the way from one
 *     site to another; see {@link AddressPlan}
 * @param node number of the node inside its zone, from 1 to 254
 */
public record LoopbackAddress(FleetNumber fleet, int zone, int node)
        implements Comparable<LoopbackAddress> {

    private static final Pattern FORM =
            Pattern.compile("127\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    /**
     * Makes an address.
     *
     * @throws IllegalArgumentException if the zone or the node is out of range
     */
    public LoopbackAddress {
        if (zone < 0 || zone > 255) {
            throw new IllegalArgumentException(
                    "zone: " + zone + " is out of range; use a number from 0 to 255");
        }
        if (node < 1 || node > 254) {
            throw new IllegalArgumentException(
                    "node: " + node + " is out of range; use a number from 1 to 254");
        }
    }

    /**
     * Reads an address from its dotted form.
     *
     * @throws IllegalArgumentException if the text is not an address of a local fleet
     */
    public static LoopbackAddress parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "address: "
                            + Quoted.of(text)
                            + " is not an address of a local fleet; use 127.FLEET.ZONE.NODE");
        }
        return new LoopbackAddress(
                new FleetNumber(Integer.parseInt(matcher.group(1))),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    /** Returns this address in the form that sockets take; asks no name service. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(
                    new byte[] {127, (byte) fleet.value(), (byte) zone, (byte) node});
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are always an address", e);
        }
    }

    @Override
    public int compareTo(LoopbackAddress other) {
        return Integer.compareUnsigned(bits(), other.bits());
    }

    private int bits() {
        return 127 << 24 | fleet.value() << 16 | zone << 8 | node;
    }

    @Override
    public String toString() {
        return "127." + fleet.value() + '.' + zone + '.' + node;
    }
}
