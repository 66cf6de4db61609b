package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a witness stands on its way from a restart, or from an empty store, back to granting.
 *
 * <pre>
 *   CONFIRMING ──majority of the others confirm, or the wait is over──► GRANTING
 *       └──somebody has heard of a later number──► LEARNING
 *   LEARNING ──a majority has taught──► RECORDING ──a majority has recorded the generation──►
 *   WAITING ──the longest lease has run out──► LEARNING_AGAIN ──a majority has taught──► GRANTING
 * </pre>
 */
final class Comeback {

    enum Stage {
        CONFIRMING,
        LEARNING,
        RECORDING,
        WAITING,
        LEARNING_AGAIN,
        GRANTING
    }

    private final Set<SiteId> others;
    private final TreeMap<SiteId, PeerMessage.Knowledge> taught = new TreeMap<>();
    private final TreeSet<SiteId> recorded = new TreeSet<>();
    private Stage stage = Stage.CONFIRMING;
    private long round;
    private long firstRound;
    private long generation;
    private StoreNumber highestHeard = StoreNumber.ZERO;

    /**
     * Begins a way back.
     *
     * @param others the other witnesses
     * @param firstRound a number that no earlier boot of this witness has used for a round
     */
    Comeback(Set<SiteId> others, long firstRound) {
        // In order, so that a replayed step tells the others in the same order.
        this.others = Collections.unmodifiableSet(new TreeSet<>(others));
        this.round = firstRound;
        this.firstRound = firstRound;
    }

    Stage stage() {
        return stage;
    }

    long round() {
        return round;
    }

    long generation() {
        return generation;
    }

    StoreNumber highestHeard() {
        return highestHeard;
    }

    Set<SiteId> others() {
        return others;
    }

    void enter(Stage next) {
        stage = next;
        taught.clear();
        recorded.clear();
        highestHeard = StoreNumber.ZERO;
        round++;
        firstRound = round;
    }

    void chooseGeneration(long chosen) {
        generation = chosen;
    }

    long nextRound() {
        round++;
        return round;
    }

    /** Whether an answer belongs to this stage and not to an earlier one. */
    boolean isCurrent(long answered) {
        return answered >= firstRound && answered <= round;
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
