package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LeaseTiming;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.WitnessState.Standing;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The way of a witness from a restart, or from an empty store, back to granting.
 *
 * <pre>
 *   CONFIRMING ──majority of the others confirm, or the wait is over──► GRANTING
 *       └──somebody has heard of a later number──► LEARNING
 *   LEARNING ──a majority has taught──► RECORDING ──a majority has recorded the generation──►
 *   WAITING ──the longest lease has run out──► LEARNING_AGAIN ──a majority has taught──► GRANTING
 * </pre>
 */
final class Comeback {

    private enum Stage {
        CONFIRMING,
        LEARNING,
        RECORDING,
        WAITING,
        LEARNING_AGAIN,
        GRANTING
    }

    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Store store;
    private final LeaseRules rules;
    private final Round round;
    private final SiteId self;
    private Stage stage = Stage.CONFIRMING;
    private long generation;
    private long nextRoundNanos;
    private long waitUntilNanos;

    Comeback(SiteId self, Set<SiteId> others, Store store, long firstRound, LeaseRules rules) {
        this.self = self;
        this.store = store;
        this.rules = rules;
        this.round = new Round(others, firstRound);
    }

    boolean isGranting() {
        return stage == Stage.GRANTING;
    }

    void start(long nowNanos, List<WitnessEffect> effects) {
        switch (store.standing()) {
            case EMPTY -> {
                if (rules.hold(LeaseRule.EMPTY_LEARNS)) {
                    enter(Stage.LEARNING);
                } else {
                    enter(Stage.GRANTING);
                    store.stand(Standing.MEMBER);
                }
            }
            case WAITING -> beginWaiting(nowNanos);
            case MEMBER -> {
                enter(rules.hold(LeaseRule.RESTART_WAITS) ? Stage.CONFIRMING : Stage.GRANTING);
                waitUntilNanos = nowNanos + LeaseTiming.waitNanos(store.longestTtlMillis());
            }
        }
        askOthers(nowNanos, effects);
    }

    private void enter(Stage next) {
        stage = next;
        round.restart();
    }

    /** The store has turned out to be an old copy. */
    void beginEmpty(long nowNanos, List<WitnessEffect> effects) {
        store.forget(effects);
        enter(Stage.LEARNING);
        askOthers(nowNanos, effects);
    }

    private void beginWaiting(long nowNanos) {
        enter(Stage.WAITING);
        waitUntilNanos =
                rules.hold(LeaseRule.EMPTY_WAITS)
                        ? nowNanos + LeaseTiming.waitNanos(store.longestTtlMillis())
                        : nowNanos;
    }

    void hear(SiteId from, PeerMessage message, long nowNanos, List<WitnessEffect> effects) {
        switch (message) {
            case PeerMessage.Consult(var asked) ->
                    effects.add(new WitnessEffect.Tell(from, counsel(from, asked)));
            case PeerMessage.TakeGeneration(var asked, var taken) -> {
                if (store.standing() == Standing.MEMBER) {
                    store.memory().hear(from, new StoreNumber(taken, 0));
                    store.persist(effects);
                    effects.add(
                            new WitnessEffect.Tell(
                                    from, new PeerMessage.GenerationRecorded(asked, taken)));
                }
            }
            case PeerMessage.Counsel(var answered, var heardOfMe, var knowledge) -> {
                if (knowledge != null && round.isCurrent(answered)) {
                    round.teach(from, heardOfMe, knowledge);
                    advance(nowNanos, effects);
                }
            }
            case PeerMessage.GenerationRecorded(var answered, var taken) -> {
                if (round.isCurrent(answered) && taken == generation) {
                    round.record(from);
                    advance(nowNanos, effects);
                }
            }
        }
    }

    private PeerMessage.Counsel counsel(SiteId asker, long asked) {
        var knowledge = store.standing() == Standing.MEMBER ? store.memory().knowledge() : null;
        return new PeerMessage.Counsel(asked, store.memory().heardOf(asker), knowledge);
    }

    /** Goes on to the next stage when what the present one waits for is there. */
    private void advance(long nowNanos, List<WitnessEffect> effects) {
        switch (stage) {
            case CONFIRMING -> {
                if (store.isBehind(round.highestHeard())) {
                    beginEmpty(nowNanos, effects);
                } else if (round.isConfirmed()) {
                    if (rules.hold(LeaseRule.RESTART_TAKES_FROM_CONFIRMERS)) {
                        learnLessons(effects);
                    }
                    grantFromNow(effects);
                }
            }
            case LEARNING -> {
                if (round.isTaught()) {
                    learnLessons(effects);
                    takeGeneration(nowNanos, effects);
                }
            }
            case RECORDING -> {
                if (round.isRecorded()) {
                    wait(new StoreNumber(generation, 0), nowNanos, effects);
                }
            }
            case LEARNING_AGAIN -> {
                if (round.isTaught()) {
                    learnLessons(effects);
                    store.stand(Standing.MEMBER);
                    grantFromNow(effects);
                }
            }
            case WAITING, GRANTING -> {}
        }
    }

    private void takeGeneration(long nowNanos, List<WitnessEffect> effects) {
        var highest = StoreNumber.max(round.highestHeard(), store.memory().heardOf(self));
        if (rules.hold(LeaseRule.EMPTY_TAKES_GENERATION)) {
            generation = highest.generation() + 1;
            enter(Stage.RECORDING);
            askOthers(nowNanos, effects);
        } else {
            wait(highest, nowNanos, effects);
        }
    }

    private void wait(StoreNumber number, long nowNanos, List<WitnessEffect> effects) {
        store.number(number);
        store.stand(Standing.WAITING);
        store.persist(effects);
        beginWaiting(nowNanos);
    }

    private void learnLessons(List<WitnessEffect> effects) {
        for (var lesson : round.lessons()) {
            store.memory().learn(lesson);
            if (store.memory().table() == null) {
                store.memory().take(lesson.table());
            } else {
                store.adopt(lesson.table(), effects);
            }
        }
    }

    private void grantFromNow(List<WitnessEffect> effects) {
        enter(Stage.GRANTING);
        store.persist(effects);
    }

    void tick(long nowNanos, List<WitnessEffect> effects) {
        if (stage == Stage.CONFIRMING && nowNanos >= waitUntilNanos) {
            grantFromNow(effects);
        } else if (stage == Stage.WAITING && nowNanos >= waitUntilNanos) {
            if (rules.hold(LeaseRule.EMPTY_LEARNS_AGAIN)) {
                enter(Stage.LEARNING_AGAIN);
                askOthers(nowNanos, effects);
            } else {
                store.stand(Standing.MEMBER);
                grantFromNow(effects);
            }
        } else if (nowNanos >= nextRoundNanos) {
            askOthers(nowNanos, effects);
        }
    }

    private void askOthers(long nowNanos, List<WitnessEffect> effects) {
        var number = round.repeat();
        nextRoundNanos = nowNanos + ROUND_NANOS;
        switch (stage) {
            case CONFIRMING, LEARNING, LEARNING_AGAIN ->
                    tellOthers(new PeerMessage.Consult(number), effects);
            case RECORDING ->
                    tellOthers(new PeerMessage.TakeGeneration(number, generation), effects);
            case WAITING, GRANTING -> {}
        }
    }

    private void tellOthers(PeerMessage message, List<WitnessEffect> effects) {
        round.others().forEach(other -> effects.add(new WitnessEffect.Tell(other, message)));
    }
}
