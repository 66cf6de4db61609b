package dev.homeport.coordinator.voter;

import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;

/**
 * The judge of the coordinator's log: an entry is effective if it is a command. What the command
 * does is decided where it is applied to the store, which is too large for a judge to hold. It has
 * no state. Thread-safe.
 */
public final class CommandJudge implements Judge {

    /** Makes a judge. */
    public CommandJudge() {}

    @Override
    public boolean knows(int type, int formatVersion) {
        return CommandCodec.knows(type, formatVersion);
    }

    @Override
    public Verdict judge(Entry entry) {
        try {
            CommandCodec.decode(entry.type(), entry.payload());
            return Verdict.EFFECTIVE;
        } catch (IllegalArgumentException _) {
            return new Verdict.Refused(ErrorCode.INVALID, "the payload is no command");
        }
    }

    @Override
    public byte[] snapshot() {
        return new byte[0];
    }

    @Override
    public void restore(byte[] snapshot) {
        if (snapshot.length > 0) {
            throw new IllegalArgumentException(
                    "snapshot: has " + snapshot.length + " bytes; this judge has no state");
        }
    }
}
