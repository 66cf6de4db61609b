package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.dcnode.link.serve.Shipper;
import dev.homeport.dcnode.link.serve.StreamTail;
import dev.homeport.process.adapter.grpc.Callers;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.link.LinkServiceGrpc;
import dev.homeport.wire.link.LinkV0;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the entries of this node's log to nodes of other sites: those of its own origin, and the
 * mirrors of others. Each line has a virtual thread, which reads and writes when the line has room.
 *
 * <p>Its server must identify callers by {@link Callers}, and must be shut down after this is
 * closed, which ends the lines. Thread-safe.
 */
public final class LinkEndpoint extends LinkServiceGrpc.LinkServiceImplBase
        implements AutoCloseable {

    private final FleetId fleet;
    private final Set<SiteId> sites;
    private final QuorumQueue queue;
    private final MachineClock clock;
    private final LinkLimits limits;
    private final StreamTail tail = new StreamTail();
    private final LogFollower follower;
    private final Set<ServedLine> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Makes an endpoint and begins to follow the log.
     *
     * @param fleet the fleet
     * @param sites the sites of the fleet, whose nodes may pull
     * @param queue this node's part of its site's log
     * @param clock both clocks of this machine
     * @param limits bounds
     */
    public LinkEndpoint(
            FleetId fleet,
            Set<SiteId> sites,
            QuorumQueue queue,
            MachineClock clock,
            LinkLimits limits) {
        this.fleet = fleet;
        this.sites = Set.copyOf(sites);
        this.queue = queue;
        this.clock = clock;
        this.limits = limits;
        this.follower = new LogFollower(queue, tail, clock, () -> lines.forEach(ServedLine::wake));
        follower.start();
    }

    @Override
    public StreamObserver<LinkV0.LinkAsk> pull(StreamObserver<LinkV0.LinkWord> words) {
        var line = new ServedLine(words(words), this::open, clock, limits, lines::remove);
        try {
            mayPull();
            if (closed || lines.size() >= limits.mostLines()) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription(
                                closed
                                        ? "this node stops"
                                        : "this node serves "
                                                + limits.mostLines()
                                                + " lines already; ask another")
                        .asException();
            }
            lines.add(line);
            line.start();
        } catch (StatusException e) {
            line.refuse(e);
        }
        return line;
    }

    private static ServerCallStreamObserver<LinkV0.LinkWord> words(
            StreamObserver<LinkV0.LinkWord> words) {
        var calls = (ServerCallStreamObserver<LinkV0.LinkWord>) words;
        calls.setCompression("gzip");
        return calls;
    }

    private void mayPull() throws StatusException {
        var caller = Callers.caller();
        if (!Callers.holdsReplica(caller) || !caller.site().map(sites::contains).orElse(false)) {
            throw Callers.denied(
                    caller, "holds no replica of the log of one of the sites and may not pull");
        }
    }

    private Shipper open(LinkV0.Open open) throws StatusException {
        if (!open.getFleet().equals(fleet.toString())) {
            throw Status.PERMISSION_DENIED
                    .withDescription(
                            "fleet: "
                                    + Quoted.of(open.getFleet())
                                    + " is another fleet; this is fleet "
                                    + fleet)
                    .asException();
        }
        var origin =
                sites.stream().filter(site -> site.name().equals(open.getOrigin())).findFirst();
        if (origin.isEmpty()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(
                            "origin: "
                                    + Quoted.of(open.getOrigin())
                                    + " is no site of this fleet; use one of "
                                    + sites.stream().sorted().toList())
                    .asException();
        }
        return new Shipper(queue, origin.get(), tail);
    }

    /** How many lines are being served. */
    public int lines() {
        return lines.size();
    }

    /** Ends every line; no new one is served. */
    @Override
    public void close() {
        closed = true;
        follower.stop();
        lines.forEach(ServedLine::close);
    }
}
