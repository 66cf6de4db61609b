package dev.homeport.controlplane.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.vocabulary.SiteId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final SiteId A = new SiteId("shanghai");
    private static final SiteId B = new SiteId("hongkong");
    private static final SiteId C = new SiteId("canada");
    private static final Set<SiteId> ALL = Set.of(A, B, C);

    @Test
    void minorityOfWitnessesConfirmsNothing() {
        assertThat(Standing.of(3, ALL, Map.of(A, 3L))).isInstanceOf(Standing.Waiting.class);
        assertThat(Standing.of(3, ALL, Map.of(A, 3L, new SiteId("elsewhere"), 3L)))
                .isInstanceOf(Standing.Waiting.class);
    }

    @Test
    void majorityThatKnowsNothingNewerConfirms() {
        assertThat(Standing.of(3, ALL, Map.of(A, 3L, B, 2L))).isEqualTo(new Standing.Confirmed());
    }

    @Test
    void logBehindAnyWitnessThatAnsweredIsRefused() {
        assertThat(Standing.of(3, ALL, Map.of(A, 3L, B, 4L))).isInstanceOf(Standing.Behind.class);
    }

    @Test
    void emptyLogMayBeginWhileWitnessesKnowTheGenesisAlone() {
        assertThat(Standing.of(0, ALL, Map.of(A, 1L, B, 1L))).isEqualTo(new Standing.Confirmed());
        assertThat(Standing.of(0, ALL, Map.of(A, 1L, B, 2L))).isInstanceOf(Standing.Behind.class);
    }
}
