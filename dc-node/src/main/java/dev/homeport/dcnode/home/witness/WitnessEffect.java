package dev.homeport.dcnode.home.witness;

import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.vocabulary.SiteId;
import java.util.OptionalLong;

/**
 * What a witness wants done, in order: nothing may leave before what stands ahead of it is done.
 */
public sealed interface WitnessEffect {

    /**
     * Write the state to disk and fsync it.
     *
     * @param state the state
     */
    record Persist(WitnessState state) implements WitnessEffect {}

    /**
     * Answer a holder; the answer may be lost.
     *
     * @param answer the answer
     */
    record Answer(LeaseAnswer answer) implements WitnessEffect {}

    /**
     * Say something to another witness; it may be lost.
     *
     * @param to which one
     * @param message what to say
     */
    record Tell(SiteId to, PeerMessage message) implements WitnessEffect {}

    /**
     * Answer a call about the grant mark; the answer may be lost.
     *
     * @param call number of the call
     * @param mark the mark; empty when the witness is not granting and may have known more
     */
    record AnswerMark(long call, OptionalLong mark) implements WitnessEffect {}

    /**
     * Warn an operator.
     *
     * @param warning what is wrong
     */
    record Warn(String warning) implements WitnessEffect {}
}
