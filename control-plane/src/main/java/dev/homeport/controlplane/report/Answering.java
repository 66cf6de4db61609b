package dev.homeport.controlplane.report;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells for whom a round of questions waits: a site that is gone must not make every round as long
 * as its deadline, least of all while it is taken over. Thread-safe.
 *
 * @param <N> what is asked
 */
public final class Answering<N extends Comparable<N>> {

    private final Set<N> silent = ConcurrentHashMap.newKeySet();

    /** It has answered something, be it late. */
    public void answered(N one) {
        silent.remove(one);
    }

    /** It has not answered in time. */
    public void missed(N one) {
        silent.add(one);
    }

    /**
     * For whom to wait: those who did not leave the last question to them unanswered, or for
     * everybody when nobody else is left.
     */
    public Set<N> awaited(Collection<N> asked) {
        var awaited = new TreeSet<>(asked);
        awaited.removeAll(silent);
        return awaited.isEmpty() ? Set.copyOf(asked) : awaited;
    }
}
