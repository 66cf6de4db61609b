package dev.homeport.dcnode.home.adapter.grpc;

import dev.homeport.dcnode.home.adapter.protobuf.LeaseFormat;
import dev.homeport.dcnode.home.adapter.protobuf.PeerFormat;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import dev.homeport.wireformat.adapter.protobuf.TableFormat;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Calls to witnesses, each on a connection of its own. A call that cannot be made at once, because
 * the peer cannot be reached or too many calls are under way, is lost: whoever made it says it
 * again at its next renewal or round. Thread-safe.
 */
public final class WitnessCalls implements AutoCloseable {

    private final Map<SiteId, WitnessConnection> connections = new TreeMap<>();
    private final SiteId self;

    /**
     * Makes the connections; each is dialled at its first call.
     *
     * @param addresses where each witness is dialled from here
     * @param tls the process's key, certificate and authority
     * @param limits bounds
     * @param fleet the fleet
     * @param self the site of this process
     * @param chance for the jitter of the back-off
     * @param warn told when a witness refuses a call or answers what cannot be read
     * @throws IOException if the TLS files cannot be used
     */
    public WitnessCalls(
            Map<SiteId, InetSocketAddress> addresses,
            TlsFiles tls,
            CallLimits limits,
            FleetId fleet,
            SiteId self,
            RandomGenerator chance,
            Consumer<String> warn)
            throws IOException {
        this.self = self;
        for (var entry : new TreeMap<>(addresses).entrySet()) {
            var witness = entry.getKey();
            var context = tls.client(trusted -> ExpectedServer.witness(trusted, fleet, witness));
            connections.put(
                    witness,
                    new WitnessConnection(
                            witness, entry.getValue(), context, limits, chance, warn));
        }
    }

    /**
     * Asks a witness.
     *
     * @param answered told of each answer, by a thread that must not be kept
     */
    public void ask(SiteId witness, LeaseAsk ask, Consumer<LeaseAnswer> answered) {
        var connection = connections.get(witness);
        if (connection == null) {
            return;
        }
        connection.call(
                "ask",
                (stub, observer) -> stub.ask(LeaseFormat.write(ask), observer),
                (LeaseV0.LeaseAnswer wire) -> {
                    var answer = LeaseFormat.read(wire);
                    // A witness speaks for itself alone.
                    if (!answer.witness().equals(witness)) {
                        connection.warn(
                                "answers as the witness of "
                                        + answer.witness()
                                        + ", which it is not");
                        return;
                    }
                    answered.accept(answer);
                });
    }

    /** Says something to another witness. */
    public void tell(SiteId to, PeerMessage message) {
        var connection = connections.get(to);
        if (connection != null) {
            var letter =
                    LeaseV0.PeerLetter.newBuilder()
                            .setFrom(self.name())
                            .setTo(to.name())
                            .setMessage(PeerFormat.write(message))
                            .build();
            connection.call(
                    "peer",
                    (stub, observer) -> stub.peer(letter, observer),
                    (LeaseV0.PeerLetterTaken taken) -> {});
        }
    }

    /** Hands a table on to a witness. */
    public void offer(SiteId witness, RoutingTable table) {
        var connection = connections.get(witness);
        if (connection != null) {
            var wire = TableFormat.write(table);
            connection.call(
                    "offerTable",
                    (stub, observer) -> stub.offerTable(wire, observer),
                    (LeaseV0.TableOfferTaken taken) -> {});
        }
    }

    /** Closes the connections. */
    @Override
    public void close() {
        connections.values().forEach(WitnessConnection::close);
    }

    /** Takes an answer off the wire. */
    interface Taking<A> {
        void take(A wire) throws MalformedMessageException;
    }

    /** Makes a call. */
    interface Calling<A> {
        void call(WitnessServiceGrpc.WitnessServiceStub stub, StreamObserver<A> observer);
    }
}
