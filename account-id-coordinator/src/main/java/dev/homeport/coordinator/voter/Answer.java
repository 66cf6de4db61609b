package dev.homeport.coordinator.voter;

import dev.homeport.vocabulary.ErrorCode;
import java.util.OptionalInt;

/**
 * What a voter answers.
 *
 * @param <R> the kind of reply
 */
public sealed interface Answer<R> {

    /**
     * The request was carried out, durably on a majority of the voters.
     *
     * @param reply what came of it
     * @param <R> the kind of reply
     */
    record Answered<R>(R reply) implements Answer<R> {}

    /**
     * Nothing was done, nor will it be.
     *
     * @param code why, in one word
     * @param detail why, in a sentence that names the mend
     * @param leader the voter to ask instead, if it is known
     * @param <R> the kind of reply
     */
    record NotDone<R>(ErrorCode code, String detail, OptionalInt leader) implements Answer<R> {}

    /**
     * It may have been done, or may still be, or not: ask again with the same request id or stamp.
     *
     * @param reason why it is not known
     * @param <R> the kind of reply
     */
    record Unknown<R>(String reason) implements Answer<R> {}
}
