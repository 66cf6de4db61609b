package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LeaseTiming;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.Comeback.Stage;
import dev.homeport.dcnode.home.witness.WitnessState.Standing;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The witness of a site. It grants leases to the leaders of site logs, shard by shard, and never to
 * two sites at once; after a restart, a rollback or the loss of its store it grants nothing until
 * that is safe again.
 *
 * <p>A pure state machine: it reads no clock, sends nothing, writes nothing, and is stepped by one
 * thread at a time. The effects of a step are to be done in their order, and what was to be
 * persisted must be on disk before anything after it leaves.
 *
 * <p><b>Failure semantics.</b> A witness that stops between persisting and answering has recorded a
 * footprint that nobody counts: it blocks other sites until it runs out, and nothing else.
 */
public final class Witness {

    /** How many entries past its floor a site may acknowledge under one grant. */
    public static final long DEFAULT_HEADROOM = 65_536;

    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final SiteId self;
    private final LeaseRules rules;
    private final Granting granting;
    private final Comeback comeback;
    private Footprints footprints;
    private Memory memory;
    private Standing standing;
    private StoreNumber number;
    private boolean dirty;
    private long nextRoundNanos;
    private long waitUntilNanos;

    /**
     * Makes a witness from what is on its disk; {@link WitnessInput.Started} must be its first
     * input.
     *
     * @param self the site whose witness this is
     * @param others the other witnesses, as configured
     * @param state what is on disk
     * @param firstRound a number, such as 62 random bits, that no earlier boot of this witness came
     *     near to: it tells answers to this boot from late ones to another
     * @param headroom how many entries past its floor a site may acknowledge under one grant
     * @param rules the rules of the protocol
     */
    public Witness(
            SiteId self,
            Set<SiteId> others,
            WitnessState state,
            long firstRound,
            long headroom,
            LeaseRules rules) {
        this.self = self;
        this.rules = rules;
        this.granting = new Granting(self, headroom, rules);
        this.comeback = new Comeback(others, firstRound);
        this.footprints = new Footprints(rules);
        this.memory = new Memory(state);
        this.standing = state.standing();
        this.number = state.number();
        footprints.takeFromDisk(state.holdings(), 0);
    }

    /** Whether it grants and answers for what it has recorded. */
    public boolean isGranting() {
        return comeback.stage() == Stage.GRANTING;
    }

    /** What it holds in memory, which is on disk too as soon as its effects are done. */
    public WitnessState state() {
        return memory.state(standing, number, footprints);
    }

    /**
     * Takes one input.
     *
     * @param input what happened
     * @param now both clocks when it happened
     * @return what is to be done, in order
     */
    public List<WitnessEffect> step(WitnessInput input, ClockReading now) {
        var effects = new ArrayList<WitnessEffect>();
        var nowNanos = now.monotonicNanos();
        switch (input) {
            case WitnessInput.Started() -> start(nowNanos, effects);
            case WitnessInput.Asked asked -> {
                var ask = asked.ask();
                adopt(ask.table(), effects);
                if (isBehind(ask.heard().getOrDefault(self, StoreNumber.ZERO))) {
                    beginEmpty(nowNanos, effects);
                }
                ask.heard().forEach(memory::hear);
                memory.floor(ask.holder().log(), ask.floor());
                granting.answer(ask, this.isGranting(), memory, footprints, nowNanos, effects);
                persistFor(effects);
            }
            case WitnessInput.PeerSaid(var from, var message) ->
                    hear(from, message, nowNanos, effects);
            case WitnessInput.TableOffered(var table) -> {
                if (adopt(table, effects)) {
                    persist(effects);
                    answerParked(nowNanos, effects);
                }
            }
            case WitnessInput.Tick() -> tick(nowNanos, effects);
        }
        return numbered(effects);
    }

    private void start(long nowNanos, List<WitnessEffect> effects) {
        footprints.takeFromDisk(footprints.holdings(), nowNanos);
        switch (standing) {
            case EMPTY -> {
                if (rules.hold(LeaseRule.EMPTY_LEARNS)) {
                    comeback.enter(Stage.LEARNING);
                } else {
                    comeback.enter(Stage.GRANTING);
                    standing = Standing.MEMBER;
                }
            }
            case WAITING -> beginWaiting(nowNanos);
            case MEMBER -> {
                comeback.enter(
                        rules.hold(LeaseRule.RESTART_WAITS) ? Stage.CONFIRMING : Stage.GRANTING);
                waitUntilNanos = nowNanos + longestWaitNanos();
            }
        }
        consult(nowNanos, effects);
    }

    private long longestWaitNanos() {
        var table = Objects.requireNonNull(memory.table(), "a witness that waits knows a table");
        var longest =
                rules.hold(LeaseRule.LONGEST_TTL_EVER)
                        ? table.leases().longestTtlMillis()
                        : table.leases().ttlMillis().values().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElseThrow();
        return LeaseTiming.waitNanos(longest);
    }

    private boolean isBehind(StoreNumber heardOfMe) {
        return rules.hold(LeaseRule.NUMBERS_FIND_RESTORED)
                && standing != Standing.EMPTY
                && heardOfMe.compareTo(number) > 0;
    }

    /** The store is not the newest that this witness ever had: it counts for nothing. */
    private void beginEmpty(long nowNanos, List<WitnessEffect> effects) {
        effects.add(
                new WitnessEffect.Warn(
                        "the store of witness "
                                + self
                                + " was put back from an older copy (RESTORED): it has number "
                                + number
                                + ", but a later one was heard of; it rejoins empty"));
        footprints = new Footprints(rules);
        memory = new Memory(WitnessState.empty());
        granting.forgetParked();
        standing = Standing.EMPTY;
        number = StoreNumber.ZERO;
        comeback.enter(Stage.LEARNING);
        effects.add(new WitnessEffect.Persist(state()));
        consult(nowNanos, effects);
    }

    private void beginWaiting(long nowNanos) {
        comeback.enter(Stage.WAITING);
        waitUntilNanos = nowNanos + (rules.hold(LeaseRule.EMPTY_WAITS) ? longestWaitNanos() : 0);
    }

    private boolean adopt(RoutingTable table, List<WitnessEffect> effects) {
        var own = memory.table();
        if (own == null) {
            // What a single asker says teaches an empty witness nothing: a majority has to.
            if (standing == Standing.EMPTY) {
                return false;
            }
            memory.take(table);
            return true;
        }
        if (table.mayReplace(own)) {
            memory.take(table);
            footprints.dropFenced(table);
            dirty = true;
            return true;
        }
        if (table.version() == own.version() && !table.equals(own)) {
            effects.add(
                    new WitnessEffect.Warn(
                            "two tables of version "
                                    + own.version()
                                    + " differ: the control plane has forked"));
        }
        return false;
    }

    private void hear(
            SiteId from, PeerMessage message, long nowNanos, List<WitnessEffect> effects) {
        switch (message) {
            case PeerMessage.Consult(var round) ->
                    effects.add(
                            new WitnessEffect.Tell(
                                    from,
                                    new PeerMessage.Counsel(
                                            round,
                                            memory.heardOf(from),
                                            standing == Standing.MEMBER
                                                    ? memory.knowledge()
                                                    : null)));
            case PeerMessage.TakeGeneration(var round, var generation) -> {
                if (standing == Standing.MEMBER) {
                    memory.hear(from, new StoreNumber(generation, 0));
                    persist(effects);
                    effects.add(
                            new WitnessEffect.Tell(
                                    from, new PeerMessage.GenerationRecorded(round, generation)));
                }
            }
            case PeerMessage.Counsel(var round, var heardOfMe, var knowledge) -> {
                if (knowledge != null && comeback.isCurrent(round)) {
                    comeback.teach(from, heardOfMe, knowledge);
                    advance(nowNanos, effects);
                }
            }
            case PeerMessage.GenerationRecorded(var round, var generation) -> {
                if (comeback.isCurrent(round) && generation == comeback.generation()) {
                    comeback.record(from);
                    advance(nowNanos, effects);
                }
            }
        }
    }

    /** Goes on to the next stage when what the present one waits for is there. */
    private void advance(long nowNanos, List<WitnessEffect> effects) {
        switch (comeback.stage()) {
            case CONFIRMING -> {
                if (isBehind(comeback.highestHeard())) {
                    beginEmpty(nowNanos, effects);
                } else if (comeback.isConfirmed()) {
                    if (rules.hold(LeaseRule.RESTART_TAKES_FROM_CONFIRMERS)) {
                        learnLessons(effects);
                    }
                    grantFromNow(effects);
                }
            }
            case LEARNING -> {
                if (comeback.isTaught()) {
                    learnLessons(effects);
                    takeGeneration(nowNanos, effects);
                }
            }
            case RECORDING -> {
                if (comeback.isRecorded()) {
                    number = new StoreNumber(comeback.generation(), 0);
                    standing = Standing.WAITING;
                    persist(effects);
                    beginWaiting(nowNanos);
                }
            }
            case LEARNING_AGAIN -> {
                if (comeback.isTaught()) {
                    learnLessons(effects);
                    standing = Standing.MEMBER;
                    grantFromNow(effects);
                }
            }
            case WAITING, GRANTING -> {}
        }
    }

    private void takeGeneration(long nowNanos, List<WitnessEffect> effects) {
        var highest = StoreNumber.max(comeback.highestHeard(), memory.heardOf(self));
        if (rules.hold(LeaseRule.EMPTY_TAKES_GENERATION)) {
            comeback.chooseGeneration(highest.generation() + 1);
            comeback.enter(Stage.RECORDING);
            consult(nowNanos, effects);
        } else {
            number = highest;
            standing = Standing.WAITING;
            persist(effects);
            beginWaiting(nowNanos);
        }
    }

    private void learnLessons(List<WitnessEffect> effects) {
        for (var lesson : comeback.lessons()) {
            memory.learn(lesson);
            if (memory.table() == null) {
                memory.take(lesson.table());
            } else {
                adopt(lesson.table(), effects);
            }
        }
    }

    private void grantFromNow(List<WitnessEffect> effects) {
        comeback.enter(Stage.GRANTING);
        persist(effects);
    }

    private void tick(long nowNanos, List<WitnessEffect> effects) {
        if (comeback.stage() == Stage.CONFIRMING && nowNanos >= waitUntilNanos) {
            grantFromNow(effects);
        } else if (comeback.stage() == Stage.WAITING && nowNanos >= waitUntilNanos) {
            if (rules.hold(LeaseRule.EMPTY_LEARNS_AGAIN)) {
                comeback.enter(Stage.LEARNING_AGAIN);
                consult(nowNanos, effects);
            } else {
                standing = Standing.MEMBER;
                grantFromNow(effects);
            }
        } else if (nowNanos >= nextRoundNanos) {
            consult(nowNanos, effects);
        }
        if (footprints.dropExpired(nowNanos) && isGranting()) {
            answerParked(nowNanos, effects);
        }
        if (dirty) {
            persist(effects);
        }
    }

    /** What has come free may have been asked for; the grants are on disk before they leave. */
    private void answerParked(long nowNanos, List<WitnessEffect> effects) {
        var answers = new ArrayList<WitnessEffect>();
        granting.answerParked(memory, footprints, nowNanos, answers);
        if (!answers.isEmpty()) {
            persistFor(answers);
            effects.addAll(answers);
        }
    }

    private void consult(long nowNanos, List<WitnessEffect> effects) {
        var round = comeback.nextRound();
        nextRoundNanos = nowNanos + ROUND_NANOS;
        switch (comeback.stage()) {
            case CONFIRMING, LEARNING, LEARNING_AGAIN ->
                    tellOthers(new PeerMessage.Consult(round), effects);
            case RECORDING ->
                    tellOthers(
                            new PeerMessage.TakeGeneration(round, comeback.generation()), effects);
            case WAITING, GRANTING -> {}
        }
    }

    private void tellOthers(PeerMessage message, List<WitnessEffect> effects) {
        comeback.others().forEach(other -> effects.add(new WitnessEffect.Tell(other, message)));
    }

    /** Puts the state ahead of the answers of this step. */
    private void persistFor(List<WitnessEffect> effects) {
        if (!rules.hold(LeaseRule.PERSIST_BEFORE_ANSWER)) {
            dirty = true;
            return;
        }
        number = number.next();
        dirty = false;
        effects.addFirst(new WitnessEffect.Persist(state()));
    }

    private void persist(List<WitnessEffect> effects) {
        number = number.next();
        dirty = false;
        effects.add(new WitnessEffect.Persist(state()));
    }

    /** Gives every answer the number of the state that stands ahead of it. */
    private List<WitnessEffect> numbered(List<WitnessEffect> effects) {
        return effects.stream()
                .map(effect ->
                        effect instanceof WitnessEffect.Answer(var answer)
                                ? new WitnessEffect.Answer(answer.numbered(number))
                                : effect)
                .toList();
    }
}
