package dev.homeport.controlplane.adapter.grpc;

import dev.homeport.controlplane.observation.Probe;
import dev.homeport.controlplane.replica.WitnessVersions;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Asks witnesses over gRPC, each on a connection of its own. Thread-safe. */
public final class WitnessStatuses implements WitnessVersions, AutoCloseable {

    private final Map<SiteId, ManagedChannel> channels = new TreeMap<>();

    /**
     * Makes the connections; each is dialled when it is first needed.
     *
     * @param witnesses where each site's witness is dialled from here
     * @param tls the process's key, certificate and authority
     * @param fleet the fleet
     * @throws IOException if the TLS files cannot be used
     */
    public WitnessStatuses(Map<SiteId, InetSocketAddress> witnesses, TlsFiles tls, FleetId fleet)
            throws IOException {
        for (var entry : new TreeMap<>(witnesses).entrySet()) {
            var site = entry.getKey();
            var context = tls.client(trusted -> ExpectedServer.witness(trusted, fleet, site));
            channels.put(
                    site,
                    Channels.dial(entry.getValue(), context, ConnectionLimits.SHORT_MESSAGES));
        }
    }

    @Override
    public CompletionStage<Map<SiteId, Long>> ask(Duration atMost) {
        var heard = new ConcurrentSkipListMap<SiteId, Long>();
        var asked =
                channels.entrySet().stream()
                        .map(entry -> ask(entry.getKey(), entry.getValue(), atMost, heard))
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked).handle((_, _) -> Map.copyOf(heard));
    }

    /** Asks single witnesses for a sign of life, on the same connections. */
    public Map<SiteId, Probe> probes() {
        var probes = new TreeMap<SiteId, Probe>();
        channels.forEach((site, channel) -> probes.put(site, new SignsOfLife(channel)));
        return probes;
    }

    private CompletableFuture<Void> ask(
            SiteId site, ManagedChannel channel, Duration atMost, Map<SiteId, Long> heard) {
        var done = new CompletableFuture<Void>();
        // A witness that starts beside this process is dialled at once, not after gRPC's own wait.
        channel.resetConnectBackoff();
        WitnessServiceGrpc.newStub(channel)
                .withDeadlineAfter(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .status(
                        LeaseV0.StatusAsk.getDefaultInstance(),
                        new StreamObserver<>() {
                            @Override
                            public void onNext(LeaseV0.WitnessStatus status) {
                                // It speaks for itself alone.
                                if (status.getWitness().equals(site.name())) {
                                    heard.put(site, status.getTableVersion());
                                }
                            }

                            @Override
                            public void onError(Throwable error) {
                                done.complete(null);
                            }

                            @Override
                            public void onCompleted() {
                                done.complete(null);
                            }
                        });
        return done;
    }

    /** Closes the connections. */
    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
