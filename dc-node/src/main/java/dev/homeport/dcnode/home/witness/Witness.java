package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

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

    private final SiteId self;
    private final Store store;
    private final Granting granting;
    private final Comeback comeback;

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
        this.store = new Store(self, state, rules);
        this.granting = new Granting(self, headroom, rules);
        this.comeback = new Comeback(self, others, store, firstRound, rules);
    }

    /** Whether it grants and answers for what it has recorded. */
    public boolean isGranting() {
        return comeback.isGranting();
    }

    /** What it holds in memory, which is on disk too as soon as its effects are done. */
    public WitnessState state() {
        return store.state();
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
            case WitnessInput.Started() -> {
                store.footprints().takeFromDisk(store.footprints().holdings(), nowNanos);
                comeback.start(nowNanos, effects);
            }
            case WitnessInput.Asked(var ask) -> asked(ask, nowNanos, effects);
            case WitnessInput.PeerSaid(var from, var message) ->
                    comeback.hear(from, message, nowNanos, effects);
            case WitnessInput.TableOffered(var table) -> {
                if (store.adopt(table, effects)) {
                    store.persist(effects);
                    answerParked(nowNanos, effects);
                }
            }
            case WitnessInput.MarkRaised(var call, var mark) -> markRaised(call, mark, effects);
            case WitnessInput.Tick() -> {
                comeback.tick(nowNanos, effects);
                if (store.footprints().dropExpired(nowNanos) && isGranting()) {
                    answerParked(nowNanos, effects);
                }
                store.persistIfDirty(effects);
            }
        }
        return numbered(effects);
    }

    private void asked(LeaseAsk ask, long nowNanos, List<WitnessEffect> effects) {
        store.adopt(ask.table(), effects);
        if (store.isBehind(ask.heard().getOrDefault(self, StoreNumber.ZERO))) {
            comeback.beginEmpty(nowNanos, effects);
        }
        ask.heard().forEach(store.memory()::hear);
        store.memory().floor(ask.holder().log(), ask.floor());
        granting.answer(ask, isGranting(), store.memory(), store.footprints(), nowNanos, effects);
        store.persistAhead(effects);
    }

    /**
     * The grant mark only ever grows. Like a lease it is answered for by a witness that is granting
     * alone: one that came back may hold an older copy of it.
     */
    private void markRaised(long call, long mark, List<WitnessEffect> effects) {
        if (!isGranting()) {
            effects.add(new WitnessEffect.AnswerMark(call, OptionalLong.empty()));
            return;
        }
        store.memory().grantMark(mark);
        if (mark > 0) {
            // Also a mark that is known: the disk may have refused it the last time.
            store.persist(effects);
        }
        effects.add(
                new WitnessEffect.AnswerMark(call, OptionalLong.of(store.memory().grantMark())));
    }

    /** What has come free may have been asked for; the grants are on disk before they leave. */
    private void answerParked(long nowNanos, List<WitnessEffect> effects) {
        var answers = new ArrayList<WitnessEffect>();
        granting.answerParked(store.memory(), store.footprints(), nowNanos, answers);
        if (!answers.isEmpty()) {
            store.persistAhead(answers);
            effects.addAll(answers);
        }
    }

    /** Gives every answer the number of the state that stands ahead of it. */
    private List<WitnessEffect> numbered(List<WitnessEffect> effects) {
        return effects.stream()
                .map(effect ->
                        effect instanceof WitnessEffect.Answer(var answer)
                                ? new WitnessEffect.Answer(answer.numbered(store.number()))
                                : effect)
                .toList();
    }
}
