package dev.homeport.dcnode.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.forward.OwnNode;
import dev.homeport.dcnode.home.judge.EpochLedger;
import dev.homeport.dcnode.home.opening.HomeDecider;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.HomeStep;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wireformat.adapter.journal.RecordBytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A site as far as homes go: a log in memory, its keeper, the table that it knows, and how far its
 * view has come. Mirrors of other sites take an opening only behind all that it inherits.
 */
final class KeptSite {

    private static final RecordBytes<HomeStep> JOURNALED = new RecordBytes<>(HomeStep.class);

    private static final HomeDecider.Due NOTHING =
            new HomeDecider.Due(Optional.empty(), List.of(), List.of());

    private final List<HomeStep> steps = new ArrayList<>();
    private int waits;
    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge;
    private final SiteLog own;
    private final MemoryQueue queue;
    private final HeardByHolder holder = new HeardByHolder();
    private final KeeperPass pass;
    private RoutingTable table;
    private long applied;
    private Set<SiteId> others = Set.of();
    private Set<SiteId> silent = Set.of();

    KeptSite(SiteLog own, RoutingTable first) {
        this.own = own;
        this.table = first;
        this.judge = new SiteJudge(format, own.site());
        this.queue = new MemoryQueue(own, judge);
        var log = new LeadingLog(queue, (_, _, _) -> true, Runnable::run);
        this.pass =
                new KeeperPass(
                        queue,
                        judge::homes,
                        () -> table,
                        holder,
                        new EncodedControlAppends(
                                new OwnNode(queue, log), format, () -> Instant.EPOCH),
                        () -> applied,
                        new Fleet(),
                        Notice.none(),
                        this::replaysAlike,
                        _ -> {},
                        () -> {});
    }

    /** What was decided, written and read, is decided again by what was heard then. */
    private void replaysAlike(HomeStep step) {
        // What is not due yet is decided again and again; some of it is enough.
        if (!(step instanceof HomeStep.Decided decided)
                || (decided.due().equals(NOTHING) && waits++ % 16 != 0)) {
            return;
        }
        steps.add(decided);
        try {
            assertThat(JOURNALED.read(JOURNALED.write(step))).isEqualTo(step);
            assertThat(decided.again()).isEqualTo(decided.due());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What was decided so far. */
    List<HomeStep> steps() {
        return List.copyOf(steps);
    }

    /** The sites that are looked to, and those that are not heard. */
    private final class Fleet implements Neighbours {
        @Override
        public Set<SiteId> others() {
            return others;
        }

        @Override
        public Set<SiteId> unreachable() {
            return silent;
        }
    }

    /** From here on these are the other sites, some of which are not heard. */
    void neighbours(Set<SiteId> all, Set<SiteId> unheard) {
        others = all;
        silent = unheard;
    }

    /** From here on the site holds the lease of these shards. */
    void lease(ShardSet shards) {
        holder.holds(shards);
    }

    SiteLog own() {
        return own;
    }

    List<JudgedEntry> entries() {
        return queue.entries();
    }

    void learn(RoutingTable newest) {
        table = newest;
    }

    void keep() {
        pass.run();
    }

    /** The view goes on by at most so many entries. */
    void apply(long most) {
        applied = Math.min(queue.lastPosition(), applied + most);
    }

    Epoch openEpoch(ShardId shard) {
        return ledger().openEpoch(shard);
    }

    private EpochLedger ledger() {
        return judge.homes().of(own).ledger();
    }

    /** Writes an entry of a shard, if the shard is open here. */
    void write(ShardId shard, int number) {
        var epoch = openEpoch(shard);
        if (epoch.equals(Epoch.NONE)) {
            return;
        }
        var account = new AccountId(4_096 + shard.value());
        var entry =
                new ShardEntry(
                        shard,
                        epoch,
                        DerivedId.ofSending(account, new RequestId("r-" + number)),
                        Optional.empty(),
                        1_000,
                        new Fact.MessageSent(account, account, new MessageText("hello")));
        queue.append(own, format.encode(entry));
    }

    /**
     * Takes the next entry of another site's stream, if there is one and nothing it needs lacks.
     */
    boolean mirror(KeptSite other) {
        var have = end(other.own);
        var next =
                other.entries().stream()
                        .map(JudgedEntry::entry)
                        .filter(entry -> entry.stream().equals(other.own))
                        .filter(entry -> entry.offset() == have + 1)
                        .findFirst();
        if (next.isEmpty()
                || have + 1 > judge.mirrorLimit(other.own)
                || !holdsWhatIsNeeded(read(next.get().draft()))) {
            return false;
        }
        queue.append(other.own, next.get().draft());
        return true;
    }

    /** Takes the next entry of a site's stream from a third site's mirror of it. */
    boolean mirror(KeptSite from, SiteLog stream) {
        var have = end(stream);
        if (have + 1 > judge.mirrorLimit(stream)) {
            return false;
        }
        var next =
                from.entries().stream()
                        .map(JudgedEntry::entry)
                        .filter(entry -> entry.stream().equals(stream))
                        .filter(entry -> entry.offset() == have + 1)
                        .findFirst();
        if (next.isEmpty() || !holdsWhatIsNeeded(read(next.get().draft()))) {
            return false;
        }
        queue.append(stream, next.get().draft());
        return true;
    }

    /** Takes all that it can from another site's stream, but its own. */
    void mirrorAll(KeptSite other) {
        var taken = other != this;
        while (taken) {
            taken = mirror(other);
        }
    }

    private boolean holdsWhatIsNeeded(SiteEntry entry) {
        return !(entry instanceof ControlEntry(var _, var _, HomeChanged(HomeOpened opened)))
                || opened.vector().entrySet().stream()
                        .allMatch(part -> end(part.getKey()) >= part.getValue());
    }

    /** Where the mirror of a stream ends here. */
    long end(SiteLog stream) {
        var end = queue.streams().get(stream);
        return end == null ? 0 : end.lastOffset();
    }

    private SiteEntry read(Draft draft) {
        try {
            return format.decode(draft);
        } catch (UnreadableEntryException e) {
            throw new AssertionError(e);
        }
    }

    /** The entries of a shard that take effect here, in the order in which they do. */
    List<DerivedId> effective(ShardId shard) {
        return effective().stream()
                .map(judged -> read(judged.entry().draft()))
                .filter(ShardEntry.class::isInstance)
                .map(ShardEntry.class::cast)
                .filter(entry -> entry.shard().equals(shard))
                .map(ShardEntry::id)
                .toList();
    }

    /** What took effect in front of an opening of its shard that does not inherit it. */
    List<EntryAddress> notInherited(ShardId shard) {
        var before = new ArrayList<EntryAddress>();
        var lost = new ArrayList<EntryAddress>();
        for (var judged : effective()) {
            var address = judged.entry().address();
            switch (read(judged.entry().draft())) {
                case ShardEntry entry when entry.shard().equals(shard) -> before.add(address);
                case ControlEntry(var _, var _, HomeChanged(HomeOpened opened))
                        when opened.shards().contains(shard) ->
                        before.stream()
                                .filter(earlier ->
                                        opened.vector().getOrDefault(earlier.stream(), 0L)
                                                < earlier.offset())
                                .forEach(lost::add);
                case ShardEntry _, ControlEntry _ -> {}
            }
        }
        return lost;
    }

    /** How many openings of its own took effect. */
    long openings() {
        return effective().stream()
                .filter(judged -> judged.entry().stream().equals(own))
                .filter(judged ->
                        read(judged.entry().draft())
                                instanceof ControlEntry(var _, var _, HomeChanged(HomeOpened _)))
                .count();
    }

    /** How many openings of its own were refused. */
    long refusedOpenings() {
        return entries().stream()
                .filter(judged -> judged.entry().stream().equals(own))
                .filter(judged -> judged.verdict() instanceof Verdict.Refused)
                .filter(judged ->
                        read(judged.entry().draft())
                                instanceof ControlEntry(var _, var _, HomeChanged(HomeOpened _)))
                .count();
    }

    private List<JudgedEntry> effective() {
        return entries().stream()
                .filter(judged -> judged.verdict() instanceof Verdict.Effective)
                .toList();
    }
}
