package dev.homeport.local.address;

import dev.homeport.vocabulary.Quoted;
import java.net.InetSocketAddress;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An address and a TCP port of a local fleet. Immutable and thread-safe.
 *
 * @param address the address
 * @param port from 1 to 32767: above that Linux hands out ports of its own choice, one of which
 *     could be in the way
 */
public record Endpoint(LoopbackAddress address, int port) implements Comparable<Endpoint> {

    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::address).thenComparingInt(Endpoint::port);

    /**
     * Makes an endpoint.
     *
     * @throws IllegalArgumentException if the port is out of range
     */
    public Endpoint {
        if (port < 1 || port > PortPlan.HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "port: " + port + " is out of range; use a port from 1 to 32767");
        }
    }

    /**
     * Reads an endpoint from text such as {@code 127.7.18.2:21001}.
     *
     * @throws IllegalArgumentException if the text is not an address, a colon and a port
     */
    public static Endpoint parse(String text) {
        var colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw notAnEndpoint(text, null);
        }
        var address = LoopbackAddress.parse(text.substring(0, colon));
        try {
            return new Endpoint(address, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw notAnEndpoint(text, e);
        }
    }

    private static IllegalArgumentException notAnEndpoint(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "endpoint: " + Quoted.of(text) + " is not one; use ADDRESS:PORT", cause);
    }

    /** Returns this endpoint in the form that sockets take. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
