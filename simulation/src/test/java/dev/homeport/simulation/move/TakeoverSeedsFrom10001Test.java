package dev.homeport.simulation.move;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand further seeds of lost sites; a class of its own, since it takes some minutes. */
class TakeoverSeedsFrom10001Test {

    @Test
    @Tag("nightly")
    void noInvariantBreaksInAThousandFurtherSeeds() {
        TakeoverScenarioTest.assertAllHold(LongStream.rangeClosed(10_001, 11_000));
    }
}
