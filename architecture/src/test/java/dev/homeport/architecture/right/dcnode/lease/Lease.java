package dev.homeport.architecture.right.dcnode.lease;

import dev.homeport.architecture.right.vocabulary.Word;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** Time and chance are handed in. */
public record Lease(Word word) {

    Instant start(Clock clock) {
        return Instant.now(clock);
    }

    Random chance(long seed) {
        return new Random(seed);
    }
}
