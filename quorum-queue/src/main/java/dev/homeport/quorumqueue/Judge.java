package dev.homeport.quorumqueue;

import dev.homeport.vocabulary.SiteLog;

/**
 * Decides in log order whether committed entries take effect. Every replica of a site steps a judge
 * of its own with the same entries, own and mirrored, and must get the same verdicts: a judge is a
 * function of the entries that it was given since it was made or restored, and of nothing else (no
 * clock, no randomness, no other data, no iteration order of a hash table).
 *
 * <p>Not thread-safe, and need not be: {@link #judge}, {@link #snapshot} and {@link #restore} are
 * called by one thread at a time, {@link #restore} before the first entry. {@link #knows} may be
 * called by any thread at any time.
 */
public interface Judge {

    /**
     * Tells whether this judge can read entries of a type and format version. It is asked before an
     * entry is appended (an unknown one is not let into the log by this node) and again before a
     * committed entry is applied: a replica that meets one that it does not know stops with {@link
     * StopReason#UNKNOWN_ENTRY} before applying it.
     */
    boolean knows(int type, int formatVersion);

    /**
     * Judges the next entry.
     *
     * @throws RuntimeException if it cannot, such as for a payload that does not parse: the replica
     *     stops with {@link StopReason#JUDGE_FAILED} and the entry is not applied. Whatever could
     *     come from outside must therefore be refused by a verdict, or before it is appended.
     */
    Verdict judge(Entry entry);

    /**
     * The last offset that the log takes of another site's stream for now; what lies beyond it is
     * left out when a batch is applied, and can be mirrored later. Like a verdict it must be a
     * function of the entries that were judged so far, and is asked by the thread that judges.
     */
    default long mirrorLimit(SiteLog stream) {
        return Long.MAX_VALUE;
    }

    /** The judge's whole state in a form that {@link #restore} reads, at most 64 MiB. */
    byte[] snapshot();

    /**
     * Puts the judge into a state that {@link #snapshot} gave, on this or another replica.
     *
     * @throws IllegalArgumentException if the bytes are not a state that this judge can read: the
     *     replica stops with {@link StopReason#JUDGE_FAILED}
     */
    void restore(byte[] snapshot);
}
