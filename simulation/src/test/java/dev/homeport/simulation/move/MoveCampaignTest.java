package dev.homeport.simulation.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.simulation.lease.Campaign;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoveCampaignTest {

    @ParameterizedTest
    @EnumSource
    void everyRuleOfTheControlPlaneIsFoundByItsWordAndByItsName(ControlRule rule) {
        var campaign = new MoveCampaign(Course.MOVES, 1, 1, 5, List.of(rule.name()));

        assertThat(campaign.without()).containsExactly(Campaign.word(rule));
        assertThat(MoveCampaign.rules()).contains(Campaign.word(rule));
    }

    @Test
    void aCampaignRunsItsSeedsWithoutItsRules() {
        var outcome = new MoveCampaign(Course.MOVES, 5, 6, 60, List.of("table-continues")).run();
        var settings =
                MoveCampaign.settings(Course.MOVES, 6, 60, List.of(ControlRule.TABLE_CONTINUES));

        assertThat(outcome.seeds()).isEqualTo(2);
        assertThat(outcome.violations())
                .contains(MoveScenario.run(settings).violation().orElseThrow());
    }

    @Test
    void aTraceIsThatOfTheSameRun() {
        var traced = new MoveCampaign(Course.MOVES, 3, 9, 5, List.of()).trace();

        assertThat(traced.result().hash())
                .isEqualTo(MoveScenario.run(new MoveSettings(3, 5, Course.MOVES)).hash());
        assertThat(traced.lines()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 90, '', seeds: 2 to 1 is no range of 1 to 100000",
        "1, 1, 0, '', seconds: 0 is out of range; use 1 to 3600",
        "1, 1, 90, sun, without: there is no \"sun\"; use one of opening-behind-its-vector",
    })
    void whatIsOutOfRangeIsNamed(long from, long to, int seconds, String rule, String message) {
        var without = rule.isEmpty() ? List.<String>of() : List.of(rule);

        assertThatThrownBy(() -> new MoveCampaign(Course.MOVES, from, to, seconds, without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
