package dev.homeport.wireformat.adapter.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of stepping a machine again with its journal.
 *
 * @param steps how many steps were taken; if there is a difference, the last one is where
 * @param difference the first step at which the machine wanted something else done
 */
public record Replayed(long steps, Optional<Difference> difference) {

    /**
     * Where a replay went another way.
     *
     * @param input what the machine was stepped with
     * @param recorded what it wanted done when it ran
     * @param replayed what it wants done now
     */
    public record Difference(Object input, Object recorded, Object replayed) {}

    /**
     * Steps a machine again.
     *
     * @param steps what its journal says
     * @param again takes a step, and tells where it differs
     */
    public static <S> Replayed of(List<S> steps, Function<S, Optional<Difference>> again) {
        var taken = 0L;
        for (var step : steps) {
            taken++;
            var difference = again.apply(step);
            if (difference.isPresent()) {
                return new Replayed(taken, difference);
            }
        }
        return new Replayed(taken, Optional.empty());
    }

    /** Tells whether a step differs. */
    public static Optional<Difference> compare(Object input, Object recorded, Object replayed) {
        return recorded.equals(replayed)
                ? Optional.empty()
                : Optional.of(new Difference(input, recorded, replayed));
    }
}
