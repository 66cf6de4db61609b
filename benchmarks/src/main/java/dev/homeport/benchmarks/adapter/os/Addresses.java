package dev.homeport.benchmarks.adapter.os;

import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.LoopbackAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the replicas of one system listen: {@code 127.F.ZONE.NODE}. Immutable and thread-safe.
 *
 * @param fleet the fleet number, which nothing else on the machine may have
 * @param zone tells the systems of a run apart
 */
public record Addresses(FleetNumber fleet, int zone) {

    private static final int REPLICAS = 3;

    /** The address of a replica, from 1. */
    public LoopbackAddress of(int replica) {
        return new LoopbackAddress(fleet, zone, replica);
    }

    /** Each replica with where it listens. */
    public Map<Integer, InetSocketAddress> on(int port) {
        var all = new TreeMap<Integer, InetSocketAddress>();
        for (var replica = 1; replica <= REPLICAS; replica++) {
            all.put(replica, new InetSocketAddress(of(replica).toInetAddress(), port));
        }
        return all;
    }

    /**
     * Sees whether all of them can be listened on.
     *
     * @throws IOException if another process listens there
     */
    public void mustBeFree(int port) throws IOException {
        for (var address : on(port).values()) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(address);
            } catch (IOException e) {
                throw new IOException(
                        "fleet number: "
                                + fleet
                                + " is in use ("
                                + address.getHostString()
                                + ":"
                                + port
                                + ": "
                                + e.getMessage()
                                + "); wait for the other run to end, or give another number",
                        e);
            }
        }
    }
}
