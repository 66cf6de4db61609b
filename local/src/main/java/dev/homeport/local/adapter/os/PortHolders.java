package dev.homeport.local.adapter.os;

import dev.homeport.local.address.Endpoint;
import dev.homeport.local.process.ListeningSockets;
import dev.homeport.local.process.ObservedProcess;
import dev.homeport.local.process.StartRefusedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Optional;

/** Finds out who holds a port. Stateless. */
public final class PortHolders {

    private PortHolders() {}

    /**
     * Checks that every endpoint can be listened on.
     *
     * @throws StartRefusedException if one cannot, naming its holder
     */
    public static void checkFree(Collection<Endpoint> endpoints)
            throws StartRefusedException, IOException {
        for (var endpoint : endpoints) {
            try (var probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(endpoint.toSocketAddress());
            } catch (IOException e) {
                throw new StartRefusedException(
                        endpoint
                                + " is taken"
                                + holderOf(endpoint)
                                        .map(holder ->
                                                " by process "
                                                        + holder.fingerprint().pid()
                                                        + " ("
                                                        + holder.command()
                                                        + "); end it")
                                        .orElse(" by a process of another user; end it")
                                + ", or take another fleet number or other ports",
                        e);
            }
        }
    }

    /** Returns the process that listens on an endpoint, or nothing if it cannot be seen. */
    public static Optional<ObservedProcess> holderOf(Endpoint endpoint) throws IOException {
        var octets = endpoint.address().toInetAddress().getAddress();
        for (var table : new String[] {"tcp", "tcp6"}) {
            var inodes =
                    ListeningSockets.holding(
                            ProcFolder.socketTable(table), octets, endpoint.port());
            if (!inodes.isEmpty()) {
                for (var pid : ProcFolder.pids()) {
                    if (ProcFolder.hasSocket(pid, inodes)) {
                        return ProcFolder.observe(pid);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
