package dev.homeport.coordinator.app;

import dev.homeport.coordinator.adapter.grpc.DialledWitnesses;
import dev.homeport.coordinator.adapter.grpc.VoterServer;
import dev.homeport.coordinator.adapter.rocksdb.RocksStore;
import dev.homeport.coordinator.claim.ClaimKey;
import dev.homeport.coordinator.state.StoreException;
import dev.homeport.coordinator.voter.Answer;
import dev.homeport.coordinator.voter.Applier;
import dev.homeport.coordinator.voter.CommandJudge;
import dev.homeport.coordinator.voter.CoordinatorVoter;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import dev.homeport.quorumqueue.adapter.ratis.ReplicaSettings;
import dev.homeport.quorumqueue.adapter.ratis.TlsFiles;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.NodeName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the coordinator: its replica of the log, its store, and the port on which it is
 * asked. A plain object that another process may host. Thread-safe.
 */
public final class CoordinatorNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);

    private static final long CACHE_BYTES = 16L << 20;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration STOP_BOUND = Duration.ofSeconds(5);

    private final ReplicaSettings replica;
    private final StopListener onStop;
    private final QuorumQueue queue;
    private final RocksStore store;
    private final Applier applier;
    private final CoordinatorVoter voter;
    private final Thread applying;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile boolean stopping;

    private CoordinatorNode(CoordinatorSettings settings, StopListener onStop)
            throws IOException, StartException {
        this.replica = replica(settings);
        this.onStop = onStop;
        try {
            this.store =
                    opened(
                            RocksStore.open(
                                    settings.folder().resolve("claims"),
                                    settings.fleet() + " " + settings.self(),
                                    CACHE_BYTES));
            this.queue = opened(RatisQueue.start(replica, new CommandJudge(), onStop));
            this.applier = new Applier(queue, store);
            this.applying =
                    Thread.ofPlatform().name("homeport-coordinator-apply").unstarted(this::apply);
            var witnesses =
                    opened(
                            new DialledWitnesses(
                                    settings.witnesses(), settings.tls(), settings.fleet()));
            this.voter = new CoordinatorVoter(queue, applier, store, witnesses);
            opened(
                    new VoterServer(
                            settings.listen(),
                            settings.tls(),
                            settings.fleet(),
                            voter,
                            replica.group()::node));
        } catch (StoreException e) {
            closeParts();
            throw new StartException(reason(e), String.valueOf(e.getMessage()), e);
        } catch (IOException | StartException | RuntimeException e) {
            closeParts();
            throw e;
        }
        applying.start();
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static ReplicaSettings replica(CoordinatorSettings settings) {
        var tls = settings.tls();
        return ReplicaSettings.acrossSites(
                settings.folder().resolve("log"),
                settings.fleet(),
                CoordinatorSettings.ROLE,
                settings.self(),
                settings.raftPeers(),
                new TlsFiles(tls.privateKey(), tls.certificate(), tls.authority()));
    }

    /**
     * Formats a node's folder, which is done once, while its fleet is made; may be repeated.
     *
     * @throws StartException if it was formatted as something else
     * @throws IOException if it cannot be written
     */
    public static void format(CoordinatorSettings settings) throws IOException, StartException {
        var replica = replica(settings);
        StoreFolder.formatOnce(replica.folder(), replica.genesis());
    }

    /** Whether a node's folder was ever formatted. */
    public static boolean isFormatted(CoordinatorSettings settings) {
        return StoreFolder.isFormatted(replica(settings).folder());
    }

    /**
     * Starts a node.
     *
     * @param settings what it needs to know
     * @param onStop hears when the node cannot go on; must end the process
     * @throws StartException if its folder or settings forbid it
     * @throws IOException if the TLS files cannot be used or the port cannot be had
     */
    public static CoordinatorNode start(CoordinatorSettings settings, StopListener onStop)
            throws IOException, StartException {
        return new CoordinatorNode(settings, onStop);
    }

    private void apply() {
        try {
            while (!stopping) {
                var applied = applier.applyAvailable();
                queue.awaitBeyond(applied, LOOK_AGAIN).toCompletableFuture().join();
            }
        } catch (StoreException e) {
            stop(reason(e), String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            stop(StopReason.ENGINE_FAILED, "the log has ended: " + e.getCause(), e);
        } catch (RuntimeException e) {
            stop(StopReason.JUDGE_FAILED, "the coordinator cannot apply its log: " + e, e);
        }
    }

    private void stop(StopReason reason, String detail, Exception cause) {
        if (!stopping) {
            LOG.error("the coordinator stops: {}", detail, cause);
            onStop.stopped(reason, detail);
        }
    }

    private static StopReason reason(StoreException e) {
        return switch (e.code()) {
            case CORRUPT -> StopReason.CORRUPT_STORE;
            case WRONG_IDENTITY, UNSUPPORTED -> StopReason.WRONG_STORE;
            default -> StopReason.DISK_FAILED;
        };
    }

    /**
     * The account that a name resolves to, for the process that hosts this node.
     *
     * @param key the name
     * @param deadline how long each step may take
     */
    public CompletionStage<Answer<Optional<AccountId>>> resolve(ClaimKey key, Duration deadline) {
        return voter.resolve(key, deadline);
    }

    /** How the node is doing. */
    public CoordinatorStatus status() {
        var leadership = queue.leadership();
        return new CoordinatorStatus(
                leadership.leading(),
                leader(leadership.leader()),
                applier.appliedPosition(),
                store.grants().next(),
                OptionalLong.empty());
    }

    private Optional<NodeName> leader(OptionalInt number) {
        return number.isPresent() ? replica.group().node(number.getAsInt()) : Optional.empty();
    }

    /** Stops within a bound of some seconds. Idempotent. */
    @Override
    public void close() {
        stopping = true;
        // The port first, then the log; the store last, when nobody applies any more.
        while (parts.size() > 1) {
            close(parts.pop());
        }
        try {
            applying.join(STOP_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!applying.isAlive()) {
            closeParts();
        }
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not close in good order", part, e);
        }
    }
}
