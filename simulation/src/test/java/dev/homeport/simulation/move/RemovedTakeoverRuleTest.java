package dev.homeport.simulation.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.simulation.lease.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule of takeovers and of healing is there because a run breaks without it. Each is removed, and
 * a recorded run must then break an invariant which the same run holds with all rules.
 */
class RemovedTakeoverRuleTest {

    private static final int SECONDS = 60;

    private static Optional<Violation> run(long seed, Enum<?>... removed) {
        var settings = MoveCampaign.settings(Course.TAKEOVERS, seed, SECONDS, List.of(removed));
        return MoveScenario.run(settings).violation();
    }

    /**
     * A rule and a run that breaks without it.
     *
     * @param harm what then happens
     */
    record Breaking(Enum<?> rule, long seed, String harm) {}

    private static final List<Breaking> BREAKING =
            List.of(
                    new Breaking(MoveRule.COLLECTS_FROM_SURVIVORS, 3, "has and could tell"),
                    new Breaking(MoveRule.PAUSES_LOST_STREAM, 5, "has and could tell"),
                    new Breaking(MoveRule.CUT_FORGETS_IDS, 1, "and elsewhere"),
                    new Breaking(HealingRule.ADOPTS, 1, "that nobody has adopted"),
                    new Breaking(MoveRule.ORPHANS_ARE_ADOPTED, 1, "for its return without"),
                    new Breaking(HealingRule.RESEEDS, 1, "and elsewhere"),
                    new Breaking(HealingRule.ROLLS_BACK_KEYS, 1, "reads "),
                    new Breaking(
                            MoveRule.OVERTAKEN_IS_REFUSED, 1, "took effect behind the opening"),
                    new Breaking(MoveRule.OPENING_BEHIND_ITS_VECTOR, 6, "and elsewhere"),
                    new Breaking(HealingRule.ADOPTION_BEFORE_FAIL_BACK, 46, "for its return"));

    /**
     * A rule whose absence needs rarer company than a short search has found; {@code
     * TakeoverVerdictsTest} shows what it is for.
     */
    private static final Set<Enum<?>> NOT_FOUND = Set.of(MoveRule.TAKEOVER_STANDS_ON_ITS_PAUSE);

    static Stream<Breaking> breaking() {
        return BREAKING.stream();
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void aRunBreaksWithoutTheRuleAndHoldsWithIt(Breaking breaking) {
        assertThat(run(breaking.seed(), breaking.rule()))
                .hasValueSatisfying(v -> assertThat(v.what()).contains(breaking.harm()));
        assertThat(run(breaking.seed())).isEmpty();
    }

    @Test
    void everyRuleThatOnlyTakeoversNeedHasARun() {
        var told = new HashSet<Enum<?>>(NOT_FOUND);
        BREAKING.forEach(breaking -> told.add(breaking.rule()));

        assertThat(told)
                .contains(HealingRule.values())
                .containsAll(RemovedMoveRuleTest.NEEDED_BY_TAKEOVERS_ALONE);
    }
}
