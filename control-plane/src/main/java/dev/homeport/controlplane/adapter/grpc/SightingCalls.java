package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.OtherObservers;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.wire.control.ControlServiceGrpc;
import dev.homeport.wire.control.ControlV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the other replicas over gRPC what they see. Thread-safe. */
public final class SightingCalls implements OtherObservers, AutoCloseable {

    private final Map<NodeName, ManagedChannel> channels = new TreeMap<>();
    private final Consumer<String> log;

    /**
     * Makes the connections; each is dialled when it is first needed.
     *
     * @param others where each of the other replicas is dialled from here
     * @param tls the process's key, certificate and authority
     * @param fleet the fleet
     * @param log takes a line about a replica whose answer cannot be read
     * @throws IOException if the TLS files cannot be used
     */
    public SightingCalls(
            Map<NodeName, InetSocketAddress> others,
            TlsFiles tls,
            FleetId fleet,
            Consumer<String> log)
            throws IOException {
        this.log = log;
        for (var entry : new TreeMap<>(others).entrySet()) {
            var node = entry.getKey();
            var context =
                    tls.client(trusted ->
                            ExpectedServer.node(
                                    trusted,
                                    fleet,
                                    node,
                                    "control",
                                    "the control plane's replica"));
            channels.put(
                    node,
                    Channels.dial(entry.getValue(), context, ConnectionLimits.SHORT_MESSAGES));
        }
    }

    @Override
    public void ask(Duration atMost, Consumer<Sighting> heard) {
        channels.forEach((node, channel) -> ask(node, channel, atMost, heard));
    }

    private void ask(
            NodeName node, ManagedChannel channel, Duration atMost, Consumer<Sighting> heard) {
        channel.resetConnectBackoff();
        ControlServiceGrpc.newStub(channel)
                .withDeadlineAfter(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .sightings(
                        ControlV0.SightingsAsk.getDefaultInstance(),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(ControlV0.Sighting wire) {
                                try {
                                    heard.accept(SightingFormat.read(node.site(), wire));
                                } catch (MalformedMessageException e) {
                                    log.accept(
                                            "what "
                                                    + node
                                                    + " sees is left out: "
                                                    + e.getMessage());
                                }
                            }

                            @Override
                            public void onError(Throwable error) {
                                // Who does not answer is not heard; that is all there is to it.
                            }

                            @Override
                            public void onCompleted() {}
                        });
    }

    /** Closes the connections. */
    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
