package dev.homeport.simulation.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignTest {

    @ParameterizedTest
    @EnumSource
    void everyFocusIsFoundByItsWordAndByItsName(Focus focus) {
        assertThat(Campaign.focus(Campaign.word(focus))).isEqualTo(focus);
        assertThat(Campaign.focus(focus.name())).isEqualTo(focus);
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleIsFoundByItsWordAndByItsName(LeaseRule rule) {
        var campaign = new Campaign(1, 1, 5, Focus.NONE, List.of(rule.name()));

        assertThat(campaign.without()).containsExactly(Campaign.word(rule));
        assertThat(Campaign.rules()).contains(Campaign.word(rule));
    }

    @Test
    void aCampaignRunsItsSeedsWithItsRules() {
        var without = List.of("opening-awaits-closing");
        var outcome = new Campaign(1, 2, 90, Focus.NONE, without).run();
        var rules = LeaseRules.without(LeaseRule.OPENING_AWAITS_CLOSING);

        assertThat(outcome.seeds()).isEqualTo(2);
        assertThat(outcome.violations())
                .contains(LeaseScenario.run(new Settings(1, 90, rules)).violation().orElseThrow());
    }

    @Test
    void aTraceIsThatOfTheSameRun() {
        var traced = new Campaign(3, 9, 5, Focus.STALLING_LOGS, List.of()).trace();
        var settings = new Settings(3, 5, LeaseRules.ALL, Focus.STALLING_LOGS);

        assertThat(traced.result().hash()).isEqualTo(LeaseScenario.run(settings).hash());
        assertThat(traced.lines()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 90, '', seeds: 2 to 1 is no range of 1 to 100000",
        "-1, 1, 90, '', seeds: -1 to 1 is no range of 1 to 100000",
        "1, 100001, 90, '', seeds: 1 to 100001 is no range of 1 to 100000",
        "1, 1, 0, '', seconds: 0 is out of range; use 1 to 3600",
        "1, 1, 90, sun, without: there is no \"sun\"; use one of footprint-is-union",
    })
    void whatIsOutOfRangeIsNamed(long from, long to, int seconds, String rule, String message) {
        var without = rule.isEmpty() ? List.<String>of() : List.of(rule);

        assertThatThrownBy(() -> new Campaign(from, to, seconds, Focus.NONE, without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
