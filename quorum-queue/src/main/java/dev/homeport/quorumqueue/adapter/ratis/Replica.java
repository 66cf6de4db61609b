package dev.homeport.quorumqueue.adapter.ratis;

import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopListener;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.adapter.disk.AppliedIndex;
import dev.homeport.quorumqueue.adapter.disk.EntryReader;
import dev.homeport.quorumqueue.adapter.disk.FlushMark;
import dev.homeport.quorumqueue.adapter.disk.StoreFolder;
import dev.homeport.quorumqueue.adapter.disk.StoredSnapshot;
import dev.homeport.quorumqueue.proposal.Proposal;
import dev.homeport.quorumqueue.replica.LogState;
import dev.homeport.quorumqueue.replica.Outcome;
import dev.homeport.quorumqueue.replica.PositionWaiters;
import dev.homeport.quorumqueue.replica.PublishedState;
import dev.homeport.quorumqueue.replica.RecentEntries;
import dev.homeport.quorumqueue.store.LogGroup;
import dev.homeport.quorumqueue.store.StoreIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a running replica, and their start and end in the right order. */
final class Replica implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private static final long RECENT_BYTES = 16L * 1024 * 1024;
    private static final long RESULTS_DRAIN_SECONDS = 2;
    private static final Duration ENGINE_CLOSE = Duration.ofSeconds(8);

    private final StoreIdentity identity;
    private final StopSwitch stop;
    private final Capacity capacity;
    private final RecentEntries recent = new RecentEntries(RECENT_BYTES);
    private final PositionWaiters waiters = new PositionWaiters();
    private final LeadershipWatch leadership = new LeadershipWatch();
    private final ExecutorService results =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("homeport-queue-results").factory());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Deque<AutoCloseable> closers;
    private volatile PublishedState state;
    private final Engine engine;
    private final Proposer proposer;
    private final EntryReader reader;

    private Replica(
            ReplicaSettings settings,
            Judge judge,
            StopListener onStop,
            StoreFolder folder,
            FlushMark flushMark,
            SegmentCheck.Found found,
            Deque<AutoCloseable> closers)
            throws IOException, StartException {
        this.closers = closers;
        identity = folder.identity();
        stop = new StopSwitch(onStop);
        capacity = new Capacity(settings.folder(), settings.capBytes(), found.bytes());
        var log = new LogState(identity.fleet(), identity.log(), judge);
        var index = AppliedIndex.open(folder);
        closers.push(index);
        var snapshot =
                restore(
                        log,
                        index.recover(
                                found.lastIndex(),
                                new SegmentReader(folder.engineGroup())::termAt));
        state = PublishedState.of(log);
        waiters.grown(state.lastPosition());
        var machine =
                new LogStateMachine(
                        folder,
                        log,
                        index,
                        flushMark,
                        snapshot.map(s -> TermIndex.valueOf(s.term(), s.engineIndex()))
                                .orElse(null),
                        stop,
                        this::applied,
                        leadership::hasten);
        var group = RaftGroupId.valueOf(identity.group());
        var server = EngineServer.make(settings, folder, group, machine);
        closers.push(() -> closeInTime(server, folder));
        server.start();
        engine = new Engine(server, group);
        reader =
                new EntryReader(
                        index,
                        new LogFrames(
                                server.getDivision(group).getRaftLog(), folder.engineGroup()));
        proposer = new Proposer(engine, identity.log(), settings.batching(), results);
        proposer.start();
        leadership.start(engine);
    }

    static Replica start(ReplicaSettings settings, Judge judge, StopListener onStop)
            throws StartException {
        var folder =
                StoreFolder.open(
                        settings.folder(), settings.fleet(), settings.group(), settings.node());
        var closers = new ArrayDeque<AutoCloseable>();
        closers.push(folder);
        try {
            mustBeOf(settings.group(), folder.identity());
            var flushMark = FlushMark.open(folder);
            closers.push(flushMark);
            var found = SegmentCheck.check(folder, flushMark.read());
            return new Replica(settings, judge, onStop, folder, flushMark, found, closers);
        } catch (StartException e) {
            closeAll(closers);
            throw e;
        } catch (IOException | RuntimeException e) {
            closeAll(closers);
            throw new StartException(
                    StopReason.ENGINE_FAILED,
                    "the replica in " + settings.folder() + " does not start: " + e,
                    e);
        }
    }

    private static void mustBeOf(LogGroup group, StoreIdentity identity) throws StartException {
        if (!identity.members().equals(group)) {
            throw new StartException(
                    StopReason.BAD_CONFIGURATION,
                    "peers: " + group + ", but the store was formatted for " + identity.members());
        }
    }

    private static Optional<StoredSnapshot> restore(LogState log, Optional<StoredSnapshot> snapshot)
            throws StartException {
        if (snapshot.isPresent()) {
            try {
                log.restore(snapshot.get().state());
            } catch (RuntimeException e) {
                throw new StartException(
                        StopReason.JUDGE_FAILED,
                        "the judge cannot read the snapshot at log index "
                                + snapshot.get().engineIndex()
                                + ": "
                                + e,
                        e);
            }
        }
        return snapshot;
    }

    /** Called in the engine's applying thread. */
    private void applied(LogState log, Outcome outcome, List<Proposal> waiting, int recordBytes) {
        outcome.added().ifPresent(recent::add);
        state = PublishedState.of(log);
        capacity.grown(recordBytes);
        var due = waiters.grown(log.lastPosition());
        if (!waiting.isEmpty() || !due.isEmpty()) {
            var position = log.lastPosition();
            results.execute(() -> {
                Proposal.settle(waiting, outcome);
                due.forEach(waiter -> waiter.complete(position));
            });
        }
    }

    StoreIdentity identity() {
        return identity;
    }

    PublishedState state() {
        return state;
    }

    RecentEntries recent() {
        return recent;
    }

    PositionWaiters waiters() {
        return waiters;
    }

    Capacity capacity() {
        return capacity;
    }

    LeadershipWatch leadership() {
        return leadership;
    }

    Engine engine() {
        return engine;
    }

    Proposer proposer() {
        return proposer;
    }

    EntryReader reader() {
        return reader;
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stop.disarm();
        proposer.close();
        leadership.close();
        waiters.close();
        closeAll(closers);
        results.shutdown();
        try {
            if (!results.awaitTermination(RESULTS_DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("some askers have not been told what became of their appends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The engine would wait a day for its own threads. What it acknowledged is on the disk without
     * them, so their time is bounded; but they may still write, so the folder stays taken.
     */
    private static void closeInTime(RaftServer server, StoreFolder folder)
            throws InterruptedException {
        var closing =
                Thread.ofPlatform()
                        .daemon()
                        .name("homeport-queue-close")
                        .start(() -> {
                            try {
                                server.close();
                            } catch (IOException | RuntimeException e) {
                                LOG.warn("the engine did not close in good order", e);
                            }
                        });
        if (!closing.join(ENGINE_CLOSE)) {
            folder.keep();
            LOG.warn("the engine has not closed within {}; going on without it", ENGINE_CLOSE);
        }
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close in good order", part, e);
            }
        }
    }
}
