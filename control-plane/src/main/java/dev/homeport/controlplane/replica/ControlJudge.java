package dev.homeport.controlplane.replica;

import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.RecordFormat;
import dev.homeport.controlplane.record.Replayed;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;

/**
 * Judges the control plane's log: a decision takes effect if its records may follow what stands. In
 * doing so it replays them, so the state that it holds is the only one there is; a decider can be
 * wrong, or one of a deposed leader late, and nothing comes of it.
 *
 * <p>Judged by one thread at a time; {@link #state} may be called by any.
 */
public final class ControlJudge implements Judge {

    private final RecordFormat format;
    private volatile Replayed replayed = Replayed.NOTHING;

    /**
     * Makes a judge that has judged nothing yet.
     *
     * @param format reads decisions
     */
    public ControlJudge(RecordFormat format) {
        this.format = format;
    }

    /** What all effective decisions so far have made. */
    public ControlState state() {
        return replayed.state();
    }

    @Override
    public boolean knows(int type, int formatVersion) {
        return format.knows(type, formatVersion);
    }

    @Override
    public Verdict judge(Entry entry) {
        var known = replayed.placeOf(entry.id());
        if (known.isPresent()) {
            return new Verdict.Duplicate(known.get());
        }
        try {
            replayed = replayed.after(format.decode(entry), entry.id(), entry.address());
            return Verdict.EFFECTIVE;
        } catch (BrokenRuleException e) {
            return new Verdict.Refused(ErrorCode.CONFLICT, shortened("" + e.getMessage()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= Verdict.Refused.MAX_DETAIL_LENGTH
                ? text
                : text.substring(0, Verdict.Refused.MAX_DETAIL_LENGTH);
    }

    @Override
    public byte[] snapshot() {
        return format.write(replayed);
    }

    @Override
    public void restore(byte[] snapshot) {
        replayed = format.read(snapshot);
    }
}
