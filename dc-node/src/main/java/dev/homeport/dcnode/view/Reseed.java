package dev.homeport.dcnode.view;

import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.view.ReseedStore.Progress;
import dev.homeport.dcnode.view.ReseedStore.Replay;
import dev.homeport.quorumqueue.JudgedEntry;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * Builds flagged shards again from the beginning of the log, by what their {@link ShardChain}s call
 * their history: first their rows go, then all of them are replayed together, until they are where
 * the view is. Each step is one bounded transaction, so that the view goes on between steps; where
 * it stands is in the store, so that it survives any end.
 *
 * <p>{@link #wanted} and {@link #flagged} from any thread; the rest by the view's thread.
 */
public final class Reseed {

    private static final int SHARDS_AT_A_TIME = 64;

    /** More than a batch of the view, so that shards catch up with it. */
    private static final ReadLimit PART = new ReadLimit(2_000, 2 * 1024 * 1024);

    private final QuorumQueue queue;
    private final EntryFormat format;
    private final ReseedStore store;
    private Optional<Map<ShardId, ShardChain>> chains = Optional.empty();
    private volatile boolean wanted = true;
    private volatile ShardSet flagged = ShardSet.none();

    /**
     * Makes it.
     *
     * @param queue this node's part of the log
     * @param format how bytes become entries
     * @param store where the view is kept
     */
    public Reseed(QuorumQueue queue, EntryFormat format, ReseedStore store) {
        this.queue = queue;
        this.format = format;
        this.store = store;
    }

    /**
     * What a step did.
     *
     * @param goesOn whether there is more to do
     * @param rebuilt the shards that are shown again with it
     */
    public record Step(boolean goesOn, ShardSet rebuilt) {
        private static final Step NOTHING = new Step(false, ShardSet.none());
        private static final Step PART_OF_IT = new Step(true, ShardSet.none());
    }

    /** Shards may have been flagged. */
    public void wanted() {
        wanted = true;
    }

    /** Openings have been applied, so that histories may have changed. */
    public void homesChanged() {
        chains = Optional.empty();
    }

    /** The shards that were being built again when it was looked last. */
    public ShardSet flagged() {
        return flagged;
    }

    /**
     * Does one step, if there is anything to do.
     *
     * @param position where the view stands
     * @throws dev.homeport.dcnode.storage.StorageException if the store cannot be reached
     */
    public Step step(long position) throws UnreadableEntryException {
        if (!wanted) {
            return Step.NOTHING;
        }
        wanted = false;
        var progress = store.progress();
        flagged = progress.flagged();
        if (flagged.isEmpty()) {
            return Step.NOTHING;
        }
        wanted = true;
        if (!progress.due().isEmpty()) {
            store.wipe(first(progress.due()));
            return Step.PART_OF_IT;
        }
        return replay(progress, position);
    }

    private static ShardSet first(ShardSet due) {
        var shards = due.stream().limit(SHARDS_AT_A_TIME).boxed().toList();
        return ShardSet.range(shards.getFirst(), shards.getLast() + 1).intersection(due);
    }

    private Step replay(Progress progress, long position) throws UnreadableEntryException {
        var after = progress.replayed().firstKey();
        var shards = progress.replayed().get(after);
        if (shards == null) {
            return Step.PART_OF_IT;
        }
        // Those that are ahead are waited for, and all go on together.
        var others = progress.replayed().tailMap(after + 1);
        var bound = others.isEmpty() ? position : Math.min(position, others.firstKey());
        var known = chains.orElseGet(store::chains);
        chains = Optional.of(known);
        var part = part(shards, after, bound, known);
        return switch (store.replay(part)) {
            case IN -> Step.PART_OF_IT;
            case DONE -> {
                flagged = flagged.minus(shards);
                yield new Step(true, shards);
            }
            case STANDS_ELSEWHERE -> {
                chains = Optional.empty();
                yield Step.PART_OF_IT;
            }
        };
    }

    private Replay part(ShardSet shards, long after, long bound, Map<ShardId, ShardChain> known)
            throws UnreadableEntryException {
        var entries = new ArrayList<EffectiveEntry>();
        var crossing = new ArrayList<EffectiveEntry>();
        var upTo = after;
        if (after < bound) {
            for (var judged : queue.read(after + 1, PART)) {
                var entry = judged.entry();
                if (entry.position() > bound) {
                    break;
                }
                var decoded = effective(judged);
                var opening =
                        decoded.flatMap(each -> opening(each.entry(), shards, known))
                                .map(each -> at(judged, each));
                if (opening.isPresent() && !(entries.isEmpty() && crossing.isEmpty())) {
                    // An opening is found in front of what follows it: it begins a part.
                    break;
                }
                opening.ifPresent(entries::add);
                decoded.filter(each -> isHistory(each, shards, known)).ifPresent(entries::add);
                decoded.filter(each -> crosses(each, shards, known)).ifPresent(crossing::add);
                upTo = entry.position();
            }
        }
        return new Replay(shards, after, upTo, entries, crossing);
    }

    private Optional<EffectiveEntry> effective(JudgedEntry judged) throws UnreadableEntryException {
        return judged.verdict() instanceof Verdict.Effective
                ? Optional.of(at(judged, format.decode(judged.entry().draft())))
                : Optional.empty();
    }

    private static EffectiveEntry at(JudgedEntry judged, SiteEntry entry) {
        return new EffectiveEntry(judged.entry().position(), judged.entry().address(), entry);
    }

    /** The opening with those of the shards alone whose chain it is on. */
    private static Optional<SiteEntry> opening(
            SiteEntry entry, ShardSet shards, Map<ShardId, ShardChain> known) {
        if (!(entry instanceof ControlEntry control
                && control.control() instanceof HomeChanged changed
                && changed.change() instanceof HomeOpened opened)) {
            return Optional.empty();
        }
        var ours =
                opened.shards()
                        .intersection(shards)
                        .filter(shard -> {
                            var chain = known.get(new ShardId(shard));
                            return chain != null && chain.has(opened.epoch());
                        });
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ControlEntry(
                                control.id(),
                                control.acceptedAtMillis(),
                                new HomeChanged(
                                        new HomeOpened(
                                                ours,
                                                opened.epoch(),
                                                opened.predecessor(),
                                                opened.vector()))));
    }

    private static boolean isHistory(
            EffectiveEntry each, ShardSet shards, Map<ShardId, ShardChain> known) {
        return each.entry() instanceof ShardEntry entry
                && shards.contains(entry.shard())
                && isHistory(each, entry, known);
    }

    private static boolean isHistory(
            EffectiveEntry each, ShardEntry entry, Map<ShardId, ShardChain> known) {
        var chain = known.get(entry.shard());
        return chain != null
                && chain.effective(each.address().stream(), each.address().offset(), entry.epoch());
    }

    /** A message from a shard that stays as it is to one of these. */
    private boolean crosses(EffectiveEntry each, ShardSet shards, Map<ShardId, ShardChain> known) {
        return each.entry() instanceof ShardEntry entry
                && entry.fact() instanceof MessageSent sent
                && shards.contains(sent.recipient().shard())
                && !flagged.contains(entry.shard())
                && isHistory(each, entry, known);
    }
}
