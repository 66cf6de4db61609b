package dev.homeport.simulation.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.lease.LeaseRule;
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
 * A rule of moving homes is there because a run breaks without it. Each is removed, and a recorded
 * run must then break an invariant which the same run holds with all rules.
 */
class RemovedMoveRuleTest {

    private static final int SECONDS = 60;

    private static Optional<Violation> run(long seed, Enum<?>... removed) {
        var settings = MoveCampaign.settings(Course.MOVES, seed, SECONDS, List.of(removed));
        return MoveScenario.run(settings).violation();
    }

    /**
     * A rule and a run that breaks without it.
     *
     * @param harm what then happens
     */
    record Breaking(Enum<?> rule, long seed, String harm) {}

    /**
     * Two rules of which the second lets the first's absence do no harm.
     *
     * @param rule the rule that is covered
     * @param by the rule that covers it
     * @param harm what only happens without both
     * @param seeds runs in which it does
     */
    record Covered(Enum<?> rule, Enum<?> by, String harm, List<Long> seeds) {}

    private static final List<Breaking> BREAKING =
            List.of(
                    new Breaking(MoveRule.OPENING_BEHIND_ITS_VECTOR, 15, "and elsewhere"),
                    new Breaking(MoveRule.CLOSING_IS_APPLIED, 14, "and elsewhere"),
                    new Breaking(ControlRule.OPENING_IS_SEEN, 13, "a vector that leaves out"),
                    new Breaking(ControlRule.TABLE_CONTINUES, 12, "a vector that leaves out"),
                    new Breaking(
                            LeaseRule.OPENING_AWAITS_CLOSING, 2, "had opened epoch 2 without"));

    /**
     * Rules that stand behind another one as long as every move is planned, so that both are
     * removed.
     */
    private static final List<Covered> COVERED =
            List.of(
                    new Covered(
                            MoveRule.OPENING_COVERS_ITS_LOG,
                            MoveRule.CLOSING_IS_APPLIED,
                            "a vector that leaves out",
                            List.of(11L, 14L, 15L)));

    /**
     * A planned opening inherits everything, so there is nothing that it could forget or overtake,
     * and nothing is paused for it or collected. {@link RemovedTakeoverRuleTest} has their runs.
     */
    static final Set<MoveRule> NEEDED_BY_TAKEOVERS_ALONE =
            Set.of(
                    MoveRule.CUT_FORGETS_IDS,
                    MoveRule.OVERTAKEN_IS_REFUSED,
                    MoveRule.PAUSES_LOST_STREAM,
                    MoveRule.COLLECTS_FROM_SURVIVORS,
                    MoveRule.TAKEOVER_STANDS_ON_ITS_PAUSE,
                    MoveRule.ORPHANS_ARE_ADOPTED);

    static Stream<Breaking> breaking() {
        return BREAKING.stream();
    }

    static Stream<Covered> covered() {
        return COVERED.stream();
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void aRunBreaksWithoutTheRuleAndHoldsWithIt(Breaking breaking) {
        assertThat(run(breaking.seed(), breaking.rule()))
                .hasValueSatisfying(v -> assertThat(v.what()).contains(breaking.harm()));
        assertThat(run(breaking.seed())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("covered")
    void theHarmOfBothRemovalsNeverComesOfOne(Covered covered) {
        assertThat(harms(covered, covered.rule())).isZero();
        assertThat(harms(covered, covered.by())).isZero();
        assertThat(harms(covered, covered.rule(), covered.by())).isEqualTo(covered.seeds().size());
    }

    private static long harms(Covered covered, Enum<?>... removed) {
        return covered.seeds().stream()
                .map(seed -> run(seed, removed))
                .flatMap(Optional::stream)
                .filter(violation -> violation.what().contains(covered.harm()))
                .count();
    }

    @Test
    void everyRuleOfMovesHasARunOrIsCovered() {
        var told = new HashSet<Enum<?>>(NEEDED_BY_TAKEOVERS_ALONE);
        BREAKING.forEach(breaking -> told.add(breaking.rule()));
        COVERED.forEach(covered -> told.add(covered.rule()));

        assertThat(told).contains(MoveRule.values()).contains(ControlRule.values());
    }
}
