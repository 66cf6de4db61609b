package dev.homeport.cli.exit;

import dev.homeport.vocabulary.ErrorCode;

/** How a command can end. The numbers are a promise to scripts; {@code exit-codes} prints them. */
public enum ExitCode {
    /** It did what it was asked. */
    OK(0, "It did what it was asked."),
    /** A defect of the command line itself. */
    DEFECT(1, "A defect of the command line itself."),
    /** Wrong usage, or input that has not the right form. */
    USAGE(2, "Wrong usage, or input that has not the right form: ask otherwise."),
    /** A server refuses it for good. */
    REFUSED(3, "A server refuses: it does not exist, is not allowed or contradicts what is."),
    /** It cannot be done now or here. */
    LATER(
            4,
            "Not now or not there: a server is out of reach, overloaded or not the home. Try"
                    + " again."),
    /** Somebody must repair something first. */
    OPERATOR(
            5, "Something must be repaired first: a file is missing or damaged, a store is wrong."),
    /** It needs a server, and none was named. */
    NEEDS_SERVER(6, "It needs a server, and none was named: use --server or HOMEPORT_SERVER."),
    /** What was checked does not hold. */
    BROKEN(7, "It ran, and what it checked does not hold: the report says what."),
    /** What was asked was begun, and taken back. */
    ABORTED(
            8,
            "It was begun and taken back: everything is as it was before, or as a takeover has"
                    + " it."),
    /** What was asked goes on, or nobody knows. */
    TIMED_OUT(9, "It goes on, or nobody knows: watch it, and ask for nothing else meanwhile.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }

    /** What it means and what to do. */
    public String meaning() {
        return meaning;
    }

    /** How a command ends that a server answered with an error. */
    public static ExitCode of(ErrorCode code) {
        return switch (code) {
            case INVALID -> USAGE;
            case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT -> REFUSED;
            case MOVED, NOT_LEADER, NO_LEASE, OVERLOADED, UNAVAILABLE, UNKNOWN -> LATER;
            case WRONG_IDENTITY, CORRUPT, UNSUPPORTED, INTERNAL -> OPERATOR;
        };
    }
}
