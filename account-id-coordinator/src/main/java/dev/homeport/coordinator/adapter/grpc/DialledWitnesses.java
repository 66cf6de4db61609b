package dev.homeport.coordinator.adapter.grpc;

import dev.homeport.coordinator.voter.WitnessMarks;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.ExpectedServer;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The witnesses' grant marks over gRPC, each witness on a connection of its own. A server that is
 * not the witness that was dialled is told nothing. Thread-safe.
 */
public final class DialledWitnesses implements WitnessMarks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DialledWitnesses.class);

    private static final long CLOSE_SECONDS = 2;

    private final Map<SiteId, ManagedChannel> channels = new TreeMap<>();

    /**
     * Makes the connections; each is dialled at its first call.
     *
     * @param addresses where each witness is dialled from here
     * @param tls the process's key, certificate and authority
     * @param fleet the fleet
     * @throws IOException if the TLS files cannot be used
     */
    public DialledWitnesses(Map<SiteId, InetSocketAddress> addresses, TlsFiles tls, FleetId fleet)
            throws IOException {
        for (var entry : new TreeMap<>(addresses).entrySet()) {
            var site = entry.getKey();
            var context = tls.client(trusted -> ExpectedServer.witness(trusted, fleet, site));
            channels.put(
                    site,
                    Channels.dial(entry.getValue(), context, ConnectionLimits.SHORT_MESSAGES));
        }
    }

    @Override
    public int witnesses() {
        return channels.size();
    }

    @Override
    public CompletionStage<Map<SiteId, Long>> read(Duration deadline) {
        return tell(0, deadline);
    }

    @Override
    public CompletionStage<Map<SiteId, Long>> raise(long mark, Duration deadline) {
        return tell(mark, deadline);
    }

    private CompletionStage<Map<SiteId, Long>> tell(long mark, Duration deadline) {
        var round = new Round(channels.size(), mark);
        var raise = LeaseV0.GrantMarkRaise.newBuilder().setMark(mark).build();
        channels.forEach((site, channel) -> {
            if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
                // A grant is asked for seldom: gRPC's own, growing wait would outlast it.
                channel.resetConnectBackoff();
            }
            WitnessServiceGrpc.newStub(channel)
                    .withWaitForReady()
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .raiseGrantMark(raise, round.of(site));
        });
        return round.done;
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        try {
            for (var channel : channels.values()) {
                channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answers of one question; complete with a majority, or when all have answered or not. */
    private static final class Round {

        private final CompletableFuture<Map<SiteId, Long>> done = new CompletableFuture<>();
        private final Map<SiteId, Long> marks = new TreeMap<>();
        private final int witnesses;
        private final long asked;
        private int silent;

        Round(int witnesses, long asked) {
            this.witnesses = witnesses;
            this.asked = asked;
        }

        StreamObserver<LeaseV0.GrantMark> of(SiteId site) {
            return new StreamObserver<>() {
                @Override
                public void onNext(LeaseV0.GrantMark answer) {
                    // A witness speaks for itself alone.
                    if (answer.getWitness().equals(site.name()) && answer.getMark() >= asked) {
                        heard(site, answer.getMark());
                    } else {
                        LOG.warn("the witness of {} answered {}", site, answer);
                        missed();
                    }
                }

                @Override
                public void onError(Throwable error) {
                    LOG.info("the witness of {} told no grant mark: {}", site, error.getMessage());
                    missed();
                }

                @Override
                public void onCompleted() {
                    // Its one answer was taken.
                }
            };
        }

        private void heard(SiteId site, long mark) {
            Map<SiteId, Long> majority;
            synchronized (this) {
                marks.put(site, mark);
                if (2 * marks.size() <= witnesses && marks.size() + silent < witnesses) {
                    return;
                }
                majority = Map.copyOf(marks);
            }
            done.complete(majority);
        }

        private void missed() {
            Map<SiteId, Long> those;
            synchronized (this) {
                silent++;
                if (marks.size() + silent < witnesses) {
                    return;
                }
                those = Map.copyOf(marks);
            }
            done.complete(those);
        }
    }
}
