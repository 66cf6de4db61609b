package dev.homeport.vocabulary;

/**
 * The errors that Homeport tells its callers of, one word each on the wire, in the CLI and in the
 * docs. The {@link Kind} says who can mend it and so decides status and exit code.
 */
public enum ErrorCode {
    /** The input has not the form that the field demands. */
    INVALID(Kind.CALLER),
    /** There is no token, or it is not signed by this fleet, or it has expired. */
    UNAUTHENTICATED(Kind.CALLER),
    /** The caller is known, but may not do this. */
    FORBIDDEN(Kind.CALLER),
    /** What was named does not exist here. */
    NOT_FOUND(Kind.CALLER),
    /** The request contradicts what is stored, such as a handle that somebody else owns. */
    CONFLICT(Kind.CALLER),
    /** The shard's home, or its epoch, is another one: go there. */
    MOVED(Kind.ELSEWHERE),
    /** This node does not lead its site's log: ask the leader. */
    NOT_LEADER(Kind.ELSEWHERE),
    /** The site may not acknowledge now: no majority of witnesses stands behind its lease. */
    NO_LEASE(Kind.LATER),
    /** A limit was reached; nothing was done. */
    OVERLOADED(Kind.LATER),
    /** A part that is needed cannot be reached; nothing was done. */
    UNAVAILABLE(Kind.LATER),
    /** It may have happened or not: retry with the same request id. */
    UNKNOWN(Kind.LATER),
    /** Another fleet's, another site's or another node's: never to be mixed. */
    WRONG_IDENTITY(Kind.OPERATOR),
    /** Bytes on disk are not what was written. */
    CORRUPT(Kind.OPERATOR),
    /** Data of a newer release. */
    UNSUPPORTED(Kind.OPERATOR),
    /** A defect of Homeport. */
    INTERNAL(Kind.OPERATOR);

    /** Who can mend an error. */
    public enum Kind {
        /** The caller, by asking for something else. */
        CALLER,
        /** The caller, by asking somewhere else. */
        ELSEWHERE,
        /** The caller, by asking again later with the same request id. */
        LATER,
        /** An operator. */
        OPERATOR
    }

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    /** Who can mend it. */
    public Kind kind() {
        return kind;
    }
}
