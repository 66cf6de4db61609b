package dev.homeport.dcnode.judge;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.Cut;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.home.opening.PauseWord;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;

/**
 * Which entries of shards take effect in one log, and which openings do (ADR 0015): {@link
 * SiteJudge} without formats, so that a simulator can run it. The same entries in the same order
 * give the same verdicts. Not thread-safe.
 */
public final class ShardVerdicts {

    private static final String OVERTAKEN = "overtaken: ";
    private static final String OVERTAKEN_REPEAT = "overtaken repeat: ";

    private final SiteId self;
    private final MoveRules rules;
    private final JudgeState state;

    /**
     * Makes the verdicts of an empty log.
     *
     * @param self whose log it is
     * @param rules {@link MoveRules#ALL}, but in a simulator
     */
    public ShardVerdicts(SiteId self, MoveRules rules) {
        this(self, rules, new JudgeState());
    }

    ShardVerdicts(SiteId self, MoveRules rules, JudgeState state) {
        this.self = self;
        this.rules = rules;
        this.state = state;
    }

    /**
     * Judges an entry of a shard.
     *
     * @param address where it stands
     * @param epoch the epoch that it carries
     * @param id its id, by which a repeat is known
     */
    public Verdict judge(EntryAddress address, ShardId shard, Epoch epoch, DerivedId id) {
        var ledger = state.ledger(address.stream());
        if (!ledger.isEffective(shard, epoch)) {
            var open = ledger.openEpoch(shard);
            return moved(
                    "shard "
                            + shard
                            + (open.equals(Epoch.NONE)
                                    ? " is not open"
                                    : " is open at epoch " + open)
                            + " in this log; the entry carries epoch "
                            + epoch);
        }
        var latest = state.latestOpening(shard);
        if (latest.isAfter(epoch) && rules.hold(MoveRule.OVERTAKEN_IS_REFUSED)) {
            // Whether its id has effect is said here, where the log alone says it.
            return moved(
                    (state.firstOf(shard, id).isPresent() ? OVERTAKEN_REPEAT : OVERTAKEN)
                            + "shard "
                            + shard
                            + " was opened at epoch "
                            + latest
                            + " in front of it; the entry carries epoch "
                            + epoch);
        }
        var first = state.firstOf(shard, id);
        if (first.isPresent()) {
            return new Verdict.Duplicate(first.get());
        }
        state.remember(shard, id, address);
        return Verdict.EFFECTIVE;
    }

    /**
     * Judges an opening. One of the site's own is refused as a whole if one of its shards may not
     * be opened so, and is worked out anew; a mirrored one is as effective as its stream says. One
     * that takes homes over is judged by the pauses in its stream, which are the same everywhere.
     *
     * @param address where it stands
     * @param position where that is in this log
     */
    public Verdict open(EntryAddress address, long position, HomeOpened opened) {
        var stream = address.stream();
        var cut = new Cut(opened.vector());
        var may = state.ledger(stream).openable(opened.shards(), opened.epoch());
        if (may.isEmpty()) {
            return moved(
                    "every shard of the opening had an opening or closing of epoch "
                            + opened.epoch()
                            + " or a later one");
        }
        var unfounded = state.pauses().hindrance(stream, opened);
        if (unfounded.isPresent() && rules.hold(MoveRule.TAKEOVER_STANDS_ON_ITS_PAUSE)) {
            return moved(unfounded.get());
        }
        if (stream.site().equals(self) && rules.hold(MoveRule.OPENING_COVERS_ITS_LOG)) {
            var hindered = may.filter(shard -> !continues(new ShardId(shard), opened, cut));
            if (!hindered.isEmpty()) {
                return moved(
                        hindrance(
                                new ShardId(hindered.stream().findFirst().orElseThrow()), opened));
            }
        }
        var newer =
                state.open(stream, position, opened.shards(), opened.epoch())
                        .filter(shard ->
                                opened.epoch().isAfter(state.latestOpening(new ShardId(shard))));
        state.setLatestOpening(newer, opened.epoch());
        if (rules.hold(MoveRule.CUT_FORGETS_IDS)) {
            state.forgetBeyond(newer, cut);
        }
        return Verdict.EFFECTIVE;
    }

    private boolean continues(ShardId shard, HomeOpened opened, Cut cut) {
        return state.latestOpening(shard).equals(opened.predecessor())
                && state.lastOf(shard)
                        .filter(last -> !cut.covers(last.stream(), last.offset()))
                        .isEmpty();
    }

    private String hindrance(ShardId shard, HomeOpened opened) {
        var latest = state.latestOpening(shard);
        return latest.equals(opened.predecessor())
                ? "entry "
                        + state.lastOf(shard).map(EntryAddress::toString).orElse("")
                        + " of shard "
                        + shard
                        + " took effect here, and the opening's vector leaves it out"
                : "the latest opening of shard "
                        + shard
                        + " here is of epoch "
                        + latest
                        + "; the opening continues epoch "
                        + opened.predecessor();
    }

    /**
     * Judges a word on a lost site's mirror, own or mirrored.
     *
     * @param address where it stands
     */
    public Verdict pause(EntryAddress address, PauseWord word) {
        return state.pauses().take(address, word);
    }

    /** The last offset of another site's stream that this log takes now. */
    public long mirrorLimit(SiteLog stream) {
        return rules.hold(MoveRule.PAUSES_LOST_STREAM)
                ? state.pauses().limit(self, stream)
                : Long.MAX_VALUE;
    }

    /** Takes a closing, which always takes effect. */
    public void close(SiteLog stream, long position, HomeClosed closed) {
        for (var closing : closed.closings()) {
            state.closeBelow(stream, position, closing.shards(), closing.below());
        }
    }

    /** The openings and closings so far, frozen. */
    public LogHomes homes() {
        return state.homes();
    }

    /**
     * Tells whether an entry was refused only because a later opening of its shard stands in front
     * of it: at the home of its time it had effect.
     */
    public static boolean isOvertaken(Verdict verdict) {
        return begins(verdict, OVERTAKEN) || isOvertakenRepeat(verdict);
    }

    /**
     * Tells whether an entry was refused as overtaken and what it says had effect in front of it
     * all the same, under its id: adopted, or said again at the new home.
     */
    public static boolean isOvertakenRepeat(Verdict verdict) {
        return begins(verdict, OVERTAKEN_REPEAT);
    }

    private static boolean begins(Verdict verdict, String with) {
        return verdict instanceof Verdict.Refused(var code, var why)
                && code == ErrorCode.MOVED
                && why.startsWith(with);
    }

    private static Verdict moved(String why) {
        return new Verdict.Refused(ErrorCode.MOVED, why);
    }
}
