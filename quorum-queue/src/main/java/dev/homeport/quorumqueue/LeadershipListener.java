package dev.homeport.quorumqueue;

/** Hears of changes of leadership. */
@FunctionalInterface
public interface LeadershipListener {

    /**
     * Leadership is now another one. Calls come one at a time and in order, from a thread of the
     * queue's that must not be blocked. Changes that follow each other fast may be told as one.
     */
    void leadershipChanged(Leadership now);
}
