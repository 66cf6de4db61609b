package dev.homeport.dcnode.logic.append;

import dev.homeport.dcnode.logic.append.Home.Elsewhere;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a request was not, or perhaps not, done, in the form in which every edge tells it.
 *
 * @param code why, in one word; {@link ErrorCode#UNKNOWN} when it may have been done
 * @param detail why, in a sentence that says what would mend it
 * @param home where to go, when another site is home
 * @param retryAfter when to ask again with the same request id; zero when asking again is useless
 */
public record Refusal(
        ErrorCode code, String detail, Optional<Elsewhere> home, Duration retryAfter) {

    /** A refusal that asking again does not mend. */
    public static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, Optional.empty(), Duration.ZERO);
    }

    /** A refusal that asking again may mend. */
    public static Refusal later(ErrorCode code, String detail, Duration retryAfter) {
        return new Refusal(code, detail, Optional.empty(), retryAfter);
    }

    /** The answer of a site that is not home. */
    public static Refusal moved(Elsewhere home) {
        return new Refusal(
                ErrorCode.MOVED,
                "the home is " + home.site() + " at epoch " + home.epoch() + "; ask there",
                Optional.of(home),
                Duration.ZERO);
    }
}
