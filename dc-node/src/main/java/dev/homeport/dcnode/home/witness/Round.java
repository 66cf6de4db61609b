package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the other witnesses have answered in the present stage of a {@link Comeback}. Answers to an
 * earlier stage, or to an earlier boot, do not count.
 */
final class Round {

    private final Set<SiteId> others;
    private final TreeMap<SiteId, PeerMessage.Knowledge> taught = new TreeMap<>();
    private final TreeSet<SiteId> recorded = new TreeSet<>();
    private long number;
    private long firstNumber;
    private StoreNumber highestHeard = StoreNumber.ZERO;

    /**
     * Makes the first round.
     *
     * @param others the other witnesses
     * @param firstNumber a number that no earlier boot of this witness has used for a round
     */
    Round(Set<SiteId> others, long firstNumber) {
        // In order, so that a replayed step tells the others in the same order.
        this.others = Collections.unmodifiableSet(new TreeSet<>(others));
        this.number = firstNumber;
        this.firstNumber = firstNumber;
    }

    Set<SiteId> others() {
        return others;
    }

    StoreNumber highestHeard() {
        return highestHeard;
    }

    /** Forgets what was answered: a new stage begins. */
    void restart() {
        taught.clear();
        recorded.clear();
        highestHeard = StoreNumber.ZERO;
        number++;
        firstNumber = number;
    }

    /** Asks the others once more. */
    long repeat() {
        number++;
        return number;
    }

    /** Whether an answer belongs to this stage and not to an earlier one. */
    boolean isCurrent(long answered) {
        return answered >= firstNumber && answered <= number;
    }

    void teach(SiteId from, StoreNumber heardOfMe, PeerMessage.Knowledge knowledge) {
        taught.put(from, knowledge);
        highestHeard = StoreNumber.max(highestHeard, heardOfMe);
    }

    void record(SiteId from) {
        recorded.add(from);
    }

    Collection<PeerMessage.Knowledge> lessons() {
        return taught.values();
    }

    boolean isConfirmed() {
        return taught.size() >= others.size() / 2 + 1;
    }

    boolean isTaught() {
        return taught.size() >= majority();
    }

    boolean isRecorded() {
        return recorded.size() >= majority();
    }

    private int majority() {
        return (others.size() + 1) / 2 + 1;
    }
}
