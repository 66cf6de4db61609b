package dev.homeport.dcnode.keeper;

import static java.util.Objects.requireNonNull;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.forward.OwnNode;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.Links;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.serve.Shipper;
import dev.homeport.dcnode.link.serve.StreamTail;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A site with the product's log state, judge, keeper and links, each in threads of their own. */
final class LinkedSite implements Neighbours, AutoCloseable {

    private final SiteLog own;
    private final Map<SiteId, LinkedSite> fleet;
    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge;
    private final InMemoryQueue queue;
    private final HeardByHolder holder = new HeardByHolder();
    private final HomeKeeper keeper;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile RoutingTable table;
    private volatile long appliedAtMost = Long.MAX_VALUE;
    private volatile boolean reached = true;
    private @Nullable Links links;

    LinkedSite(SiteId site, RoutingTable first, Map<SiteId, LinkedSite> fleet) {
        this.own = new SiteLog(site, 1);
        this.fleet = fleet;
        this.table = first;
        judge = new SiteJudge(format, site);
        queue = new InMemoryQueue(LinkedLogs.FLEET, own, 1, judge);
        var leading = new LeadingLog(queue, (_, _, _) -> true, Runnable::run);
        keeper =
                new HomeKeeper(
                        queue,
                        judge::homes,
                        () -> table,
                        holder,
                        new EncodedControlAppends(
                                new OwnNode(queue, leading), format, () -> Instant.EPOCH),
                        () -> Math.min(appliedAtMost, queue.lastPosition()),
                        this,
                        Notice.none(),
                        _ -> {},
                        _ -> {});
        judge.onHomesChanged(keeper::wake);
        keeper.start();
    }

    @Override
    public Set<SiteId> others() {
        return fleet.keySet();
    }

    @Override
    public Set<SiteId> unreachable() {
        // A site does not wait for itself: its own word it knows.
        return Set.of(own.site());
    }

    void pull() {
        var peers = fleet.keySet().stream().map(site -> new NodeName(site, 1)).toList();
        links =
                new Links(
                        PullOrigin.usual(own.site(), peers, 1),
                        MoveRules.ALL,
                        queue,
                        queue::mirror,
                        () -> judge.homes().pausesOf(own.site()),
                        this::dial,
                        new SystemClocks(),
                        _ -> {},
                        new SplittableRandom(1),
                        _ -> {},
                        failures::add);
        links.start();
    }

    void pullNoLonger() {
        var pulling = links;
        if (pulling != null) {
            pulling.close();
        }
    }

    private LinkDialler.Line dial(NodeName peer, SiteId origin, LinkDialler.Ear ear) {
        var there = requireNonNull(fleet.get(peer.site()));
        return new Line(there, new Shipper(there.queue, origin, new StreamTail()), ear);
    }

    /** Serves a log in the thread that asks, while its site is reached. */
    private record Line(LinkedSite there, Shipper shipper, LinkDialler.Ear ear)
            implements LinkDialler.Line {

        Line {
            pump(there, shipper, ear);
        }

        private static void pump(LinkedSite there, Shipper shipper, LinkDialler.Ear ear) {
            if (!there.reached) {
                ear.ended("no route");
                return;
            }
            for (var word = shipper.next(0); word.isPresent(); word = shipper.next(0)) {
                ear.heard(word.get());
            }
        }

        @Override
        public void say(Ask ask) {
            shipper.ask(ask);
            pump(there, shipper, ear);
        }

        @Override
        public void hangUp() {}
    }

    /** From here on the site is reached by others, or it is not. */
    void reach(boolean isReached) {
        reached = isReached;
    }

    void learn(RoutingTable newest) {
        table = newest;
        keeper.wake();
    }

    void lease(ShardSet shards) {
        holder.holds(shards);
        keeper.wake();
    }

    /** The view stands where it is now, or follows the log again. */
    void lag(boolean behind) {
        appliedAtMost = behind ? queue.lastPosition() : Long.MAX_VALUE;
        keeper.wake();
    }

    /** Appends an entry of a shard as its home of an epoch does. */
    void write(ShardId shard, long epoch, int number) {
        var account = new AccountId(4_096 + shard.value());
        var entry =
                new ShardEntry(
                        shard,
                        new Epoch(epoch),
                        DerivedId.ofSending(account, new RequestId("r-" + number)),
                        Optional.empty(),
                        1_000,
                        new Fact.MessageSent(account, account, new MessageText("hello")));
        queue.append(format.encode(entry), Admission.ORDINARY, Duration.ofSeconds(1));
    }

    Epoch openEpoch(ShardId shard) {
        return judge.homes().of(own).ledger().openEpoch(shard);
    }

    long end(SiteId site) {
        var end = queue.streams().get(new SiteLog(site, 1));
        return end == null ? 0 : end.lastOffset();
    }

    Set<SiteId> paused() {
        return judge.homes().pausesOf(own.site()).keySet();
    }

    /** Everything in the log. */
    void each(Consumer<JudgedEntry> reader) {
        for (var position = 1L; position <= queue.lastPosition(); position++) {
            queue.read(position, new ReadLimit(1, 1)).forEach(reader);
        }
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        pullNoLonger();
        keeper.close();
    }
}
