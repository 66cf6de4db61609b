package dev.homeport.regionrouter.route;

import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.Quoted;

/** What comes of asking for a route. Values are immutable and thread-safe. */
public sealed interface RouteAnswer {

    /**
     * A home.
     *
     * @param decision the home and why
     */
    record Decided(RouteDecision decision) implements RouteAnswer {}

    /**
     * No home.
     *
     * @param code which error it is
     * @param field the input to blame, or what is missing
     * @param value what was given
     * @param problem what is wrong with it and what to do, in one sentence
     * @param mend what to do
     */
    record Refused(ErrorCode code, String field, String value, String problem, String mend)
            implements RouteAnswer {

        /** The refusal of input that has not the right form. */
        public static Refused of(InvalidInput invalid) {
            return new Refused(
                    ErrorCode.INVALID,
                    invalid.field(),
                    invalid.value(),
                    String.valueOf(invalid.getMessage()),
                    invalid.mend());
        }

        static Refused of(ErrorCode code, String field, Object value, String what, String mend) {
            var problem = field + ": " + Quoted.of(value.toString()) + " " + what + "; " + mend;
            return new Refused(code, field, value.toString(), problem, mend);
        }
    }
}
