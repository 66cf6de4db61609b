package dev.homeport.dcnode.judge;

import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.entry.Control.FeatureRaised;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.Control.MirrorPaused;
import dev.homeport.dcnode.entry.Control.ShardsDigested;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/**
 * Judges a site's log (DESIGN 4.2, ADR 0015). A shard entry takes effect only if
 *
 * <ul>
 *   <li>its epoch is the one at which its own stream has the shard open at that point: a mirror is
 *       judged by the openings and closings of the mirrored stream, so every site judges an entry
 *       as its home did;
 *   <li>no later opening of the shard stands in front of it, in whatever stream;
 *   <li>its id is not among those of the shard's last 512 effective entries in this log.
 * </ul>
 *
 * <p>Windows follow this log's order of a shard's entries, which is the same at every site: an
 * opening enters a log only behind everything that it inherits (ADR 0014), and nothing that it does
 * not inherit has effect behind it. Ids that it does not inherit are forgotten with it.
 *
 * <p>Grants of account numbers and the blocks that nodes take of them are judged by {@link
 * Allocations}.
 *
 * <p>An opening opens no shard that had an opening or a closing of the same or a later epoch in its
 * stream, and is refused when no shard is left. One of the site's own is refused too if it does not
 * continue what is in this log: {@link ShardVerdicts#open}.
 *
 * <p>The judge is chosen by the feature level that the log itself raises, never by the binary: at a
 * level that this release does not know it throws, and the replica stops.
 *
 * <p>Not thread-safe; {@link #knows}, {@link #homes} and {@link #numbers} may be called by any
 * thread.
 */
public final class SiteJudge implements Judge {

    /** The highest feature level that this release can follow. */
    public static final int HIGHEST_FEATURE_LEVEL = 1;

    private final EntryFormat format;
    private final SiteId self;
    private final MoveRules rules;
    private JudgeState state = new JudgeState();
    private ShardVerdicts verdicts;
    private volatile LogHomes homes = LogHomes.NONE;
    private volatile Map<SiteLog, AllocationSnapshot> numbers = Map.of();
    private volatile Runnable homesListener = () -> {};

    /**
     * Makes the judge of an empty log.
     *
     * @param self whose log it is
     */
    public SiteJudge(EntryFormat format, SiteId self) {
        this(format, self, MoveRules.ALL);
    }

    /** Makes one that keeps to some rules only: for the simulator. */
    public SiteJudge(EntryFormat format, SiteId self, MoveRules rules) {
        this.format = format;
        this.self = self;
        this.rules = rules;
        this.verdicts = new ShardVerdicts(self, rules, state);
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
                case ShardEntry e -> verdicts.judge(entry.address(), e.shard(), e.epoch(), e.id());
                case ControlEntry(var _, var _, Control control) -> judge(entry, control);
            };
        } catch (UnreadableEntryException e) {
            throw new IllegalStateException(
                    "position " + entry.position() + ", " + entry.address() + ": " + e.getMessage(),
                    e);
        }
    }

    private Verdict judge(Entry entry, Control control) {
        var stream = entry.stream();
        return switch (control) {
            case HomeChanged(HomeOpened opened) -> {
                var verdict = verdicts.open(entry.address(), entry.position(), opened);
                homes = verdicts.homes();
                yield verdict;
            }
            case HomeChanged(HomeClosed closed) -> {
                verdicts.close(stream, entry.position(), closed);
                homes = verdicts.homes();
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
            // For views to compare, and for who confirms claims; neither changes what is judged.
            case ShardsDigested _, ClaimsSettled _ -> Verdict.EFFECTIVE;
            case MirrorPaused(var word) -> {
                var verdict = verdicts.pause(entry.address(), word);
                homes = verdicts.homes();
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
     * Has somebody told of every opening, closing and pause, of any stream, that was judged; the
     * last listener that was named. By any thread.
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
    public long mirrorLimit(SiteLog stream) {
        return verdicts.mirrorLimit(stream);
    }

    @Override
    public byte[] snapshot() {
        return state.toBytes();
    }

    @Override
    public void restore(byte[] snapshot) {
        state = JudgeState.ofBytes(snapshot);
        verdicts = new ShardVerdicts(self, rules, state);
        homes = state.homes();
        numbers = state.allocations().snapshot();
        homesListener.run();
    }
}
