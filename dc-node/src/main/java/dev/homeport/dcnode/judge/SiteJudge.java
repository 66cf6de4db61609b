package dev.homeport.dcnode.judge;

import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/**
 * Judges a site's log (DESIGN 4.2). A shard entry takes effect only if
 *
 * <ul>
 *   <li>its epoch is the one at which its own stream has the shard open at that point: a mirror is
 *       judged by the openings and closings of the mirrored stream, so every site judges an entry
 *       as its home did;
 *   <li>its id is not among those of the shard's last 512 effective entries in this log.
 * </ul>
 *
 * <p>Windows follow this log's order of a shard's entries. While a shard changes its home that
 * order may differ between sites by the entries around the opening; a repeat across it that one of
 * them does not see is made harmless by the view's unique keys.
 *
 * <p>Grants of account numbers and the blocks that nodes take of them are judged by {@link
 * Allocations}.
 *
 * <p>An opening is refused for shards that had an opening or a closing of the same or a later epoch
 * in its stream, and as a whole when no shard is left. The judge is chosen by the feature level
 * that the log itself raises, never by the binary: at a level that this release does not know it
 * throws, and the replica stops.
 *
 * <p>Not thread-safe; {@link #knows}, {@link #homes} and {@link #numbers} may be called by any
 * thread.
 */
public final class SiteJudge implements Judge {

    /** The highest feature level that this release can follow. */
    public static final int HIGHEST_FEATURE_LEVEL = 1;

    private final EntryFormat format;
    private JudgeState state = new JudgeState();
    private volatile LogHomes homes = LogHomes.NONE;
    private volatile Map<SiteLog, AllocationSnapshot> numbers = Map.of();
    private volatile Runnable homesListener = () -> {};

    /** Makes the judge of an empty log. */
    public SiteJudge(EntryFormat format) {
        this.format = format;
    }

    @Override
    public boolean knows(int type, int formatVersion) {
        return format.knows(type, formatVersion);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the payload cannot be read or the feature level is unknown
     */
    @Override
    public Verdict judge(Entry entry) {
        var before = homes;
        var verdict = verdict(entry);
        if (homes != before) {
            homesListener.run();
        }
        return verdict;
    }

    private Verdict verdict(Entry entry) {
        try {
            return switch (format.decode(entry.draft())) {
                case ShardEntry e -> judge(entry.address(), e);
                case ControlEntry(var _, var _, Control control) -> judge(entry, control);
            };
        } catch (UnreadableEntryException e) {
            throw new IllegalStateException(
                    "position " + entry.position() + ", " + entry.address() + ": " + e.getMessage(),
                    e);
        }
    }

    private Verdict judge(EntryAddress address, ShardEntry entry) {
        var ledger = state.ledger(address.stream());
        if (!ledger.isEffective(entry.shard(), entry.epoch())) {
            return moved(entry.shard(), entry.epoch(), ledger.openEpoch(entry.shard()));
        }
        var first = state.firstOf(entry.shard(), entry.id());
        if (first.isPresent()) {
            return new Verdict.Duplicate(first.get());
        }
        state.remember(entry.shard(), entry.id(), address);
        return Verdict.EFFECTIVE;
    }

    private static Verdict moved(ShardId shard, Epoch asked, Epoch open) {
        var now = open.equals(Epoch.NONE) ? "is not open" : "is open at epoch " + open;
        return new Verdict.Refused(
                ErrorCode.MOVED,
                "shard " + shard + " " + now + " in this log; the entry carries epoch " + asked);
    }

    private Verdict judge(Entry entry, Control control) {
        var stream = entry.stream();
        return switch (control) {
            case HomeChanged(HomeOpened opened) -> {
                var shards = state.open(stream, entry.position(), opened.shards(), opened.epoch());
                homes = state.homes();
                yield shards.isEmpty()
                        ? new Verdict.Refused(
                                ErrorCode.MOVED,
                                "every shard of the opening had an opening or closing of epoch "
                                        + opened.epoch()
                                        + " or a later one")
                        : Verdict.EFFECTIVE;
            }
            case HomeChanged(HomeClosed closed) -> {
                for (var closing : closed.closings()) {
                    state.closeBelow(stream, entry.position(), closing.shards(), closing.below());
                }
                homes = state.homes();
                yield Verdict.EFFECTIVE;
            }
            case GrantReceived grant -> {
                var verdict = state.allocations().receive(stream, grant);
                numbers = state.allocations().snapshot();
                yield verdict;
            }
            case BlockTaken block -> {
                var verdict = state.allocations().take(stream, block);
                numbers = state.allocations().snapshot();
                yield verdict;
            }
            case FeatureRaised(int level) -> raise(stream, level);
        };
    }

    private Verdict raise(SiteLog stream, int level) {
        if (level > HIGHEST_FEATURE_LEVEL) {
            throw new IllegalStateException(
                    "feature level "
                            + level
                            + " of "
                            + stream
                            + " is not known to this release, which follows up to "
                            + HIGHEST_FEATURE_LEVEL
                            + "; start a newer one");
        }
        if (level <= state.featureLevel(stream)) {
            return new Verdict.Refused(
                    ErrorCode.CONFLICT,
                    "feature level " + state.featureLevel(stream) + " is in force already");
        }
        state.raiseFeatureLevel(stream, level);
        return Verdict.EFFECTIVE;
    }

    /** The feature level in force in a stream, 0 to begin with. */
    public int featureLevel(SiteLog stream) {
        return state.featureLevel(stream);
    }

    /** The openings and closings of the log so far; by any thread. */
    public LogHomes homes() {
        return homes;
    }

    /**
     * Has somebody told of every opening and closing, of any stream, that was judged; the last
     * listener that was named. By any thread.
     *
     * @param listener called by the thread that applies the log, once {@link #homes} says so; must
     *     neither block nor throw
     */
    public void onHomesChanged(Runnable listener) {
        homesListener = listener;
    }

    /** The account numbers of a stream in the log so far; by any thread. */
    public AllocationSnapshot numbers(SiteLog stream) {
        return numbers.getOrDefault(stream, AllocationSnapshot.empty(stream));
    }

    @Override
    public byte[] snapshot() {
        return state.toBytes();
    }

    @Override
    public void restore(byte[] snapshot) {
        state = JudgeState.ofBytes(snapshot);
        homes = state.homes();
        numbers = state.allocations().snapshot();
        homesListener.run();
    }
}
