package dev.homeport.benchmarks.adapter.queue;

import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.Verdict;

/** Finds every entry effective, so that the log is measured and no site's rules. */
final class AcceptingJudge implements Judge {

    @Override
    public boolean knows(int type, int formatVersion) {
        return true;
    }

    @Override
    public Verdict judge(Entry entry) {
        return Verdict.EFFECTIVE;
    }

    @Override
    public byte[] snapshot() {
        return new byte[0];
    }

    @Override
    public void restore(byte[] snapshot) {
        if (snapshot.length > 0) {
            throw new IllegalArgumentException("snapshot: is none of a judge without a state");
        }
    }
}
