package dev.homeport.client;

/**
 * What a question gave.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /**
     * What was asked for.
     *
     * @param value it
     */
    record Given<T>(T value) implements Answer<T> {}

    /**
     * Why there is no answer.
     *
     * @param refusal why
     */
    record Refused<T>(Refusal refusal) implements Answer<T> {}
}
