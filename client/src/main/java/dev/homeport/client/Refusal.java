package dev.homeport.client;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;

/**
 * Why something was not, or perhaps not, done. Immutable and thread-safe.
 *
 * @param code why, in one word
 * @param detail why, in a sentence
 * @param home where to go, when another site is home
 * @param retryAfter when to ask again with the same request id; zero when nobody said so
 */
public record Refusal(ErrorCode code, String detail, Optional<MovedTo> home, Duration retryAfter) {

    /**
     * The home that a site named.
     *
     * @param site which site
     * @param epoch its epoch
     */
    public record MovedTo(SiteId site, Epoch epoch) {}

    /** A refusal that names neither home nor time. */
    public static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, Optional.empty(), Duration.ZERO);
    }

    /** Tells whether the same request may succeed later, here or elsewhere. */
    public boolean passes() {
        return switch (code) {
            case MOVED, NOT_LEADER, NO_LEASE, OVERLOADED, UNAVAILABLE, UNKNOWN, INTERNAL -> true;
            case INVALID,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    WRONG_IDENTITY,
                    CORRUPT,
                    UNSUPPORTED ->
                    false;
        };
    }

    /**
     * Tells whether what was asked for may have been done all the same. {@code NO_LEASE} is said
     * before anything is written; a site whose lease ends meanwhile says {@code UNKNOWN}.
     */
    public boolean leavesOpen() {
        return switch (code) {
            case UNKNOWN, INTERNAL -> true;
            case MOVED,
                    NOT_LEADER,
                    NO_LEASE,
                    OVERLOADED,
                    UNAVAILABLE,
                    INVALID,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    WRONG_IDENTITY,
                    CORRUPT,
                    UNSUPPORTED ->
                    false;
        };
    }

    @Override
    public String toString() {
        return code + ": " + detail;
    }
}
