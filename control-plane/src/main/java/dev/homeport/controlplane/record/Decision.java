package dev.homeport.controlplane.record;

import java.util.List;

/**
 * What one decision records, all of it or nothing: one entry of the control plane's log, and with
 * who, when and why the audit trail too. Immutable and thread-safe.
 *
 * @param basis how many decisions stood when it was made; it takes effect only if no other came in
 *     between
 * @param by who decided: a process's identity or an operator's name
 * @param atMillis when, by the decider's wall clock, in milliseconds since 1970 UTC; for people to
 *     read, never compared
 * @param reason why, in a sentence
 * @param records what it records, at least one
 */
public record Decision(
        long basis, String by, long atMillis, String reason, List<ControlRecord> records) {

    private static final int LONGEST_TEXT = 1_024;
    private static final int MOST_RECORDS = 64;

    /**
     * Makes a decision.
     *
     * @throws IllegalArgumentException if there are no records or too many, a number is negative,
     *     or a text too long
     */
    public Decision {
        records = List.copyOf(records);
        if (basis < 0 || atMillis < 0) {
            throw new IllegalArgumentException(
                    "decision: basis " + basis + " at " + atMillis + " ms; neither is negative");
        }
        if (records.isEmpty() || records.size() > MOST_RECORDS) {
            throw new IllegalArgumentException(
                    "records: " + records.size() + "; a decision has 1 to " + MOST_RECORDS);
        }
        if (by.length() > LONGEST_TEXT || reason.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "decision: who and why have at most " + LONGEST_TEXT + " characters each");
        }
    }
}
