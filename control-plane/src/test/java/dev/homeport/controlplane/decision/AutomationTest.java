package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.LostSites.LOST;
import static dev.homeport.controlplane.decision.LostSites.health;
import static dev.homeport.controlplane.decision.LostSites.takeover;
import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.observation.Watched;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.takeover.Automation;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomationTest {

    private static final FleetHealth HONGKONG_LOST = health(Map.of(HONGKONG, LOST));

    private MovingFleet fleet;

    @BeforeEach
    void begin() throws BrokenRuleException {
        fleet = new MovingFleet();
    }

    private static PolicyChange change(
            SiteId site, Optional<AutomationMode> mode, OptionalLong budget) {
        return new PolicyChange(site, mode, budget, OptionalLong.empty(), "a test");
    }

    private void set(AutomationMode mode) throws BrokenRuleException {
        var change = change(HONGKONG, Optional.of(mode), OptionalLong.empty());
        if (change.decide(fleet.state()) instanceof Ruling.Granted) {
            fleet.record(change.decide(fleet.state()));
        }
    }

    private void note(FleetHealth health) throws BrokenRuleException {
        fleet.record(Automation.note(fleet.state(), health, HONGKONG, NOW));
    }

    @Test
    void aLossIsProposedOnceAndWithdrawnWhenTheSiteIsSeenAgain() throws BrokenRuleException {
        assertThat(Automation.propose(fleet.state(), HONGKONG_LOST, "a test"))
                .containsExactly(new Automation.Note(HONGKONG));
        note(HONGKONG_LOST);
        assertThat(fleet.state().proposals())
                .hasEntrySatisfying(
                        HONGKONG, proposal -> assertThat(proposal.why()).contains("hongkong"));
        assertThat(Automation.propose(fleet.state(), HONGKONG_LOST, "a test")).isEmpty();
        // That nobody can tell is no reason to withdraw it.
        assertThat(Automation.propose(fleet.state(), FleetHealth.UNKNOWN, "a test")).isEmpty();
        note(health(Map.of()));
        assertThat(fleet.state().proposals()).isEmpty();
        assertThat(Automation.propose(fleet.state(), health(Map.of()), "a test")).isEmpty();
    }

    @Test
    void whatIsTakenOverIsNoLongerProposed() throws BrokenRuleException {
        note(HONGKONG_LOST);
        fleet.record(
                TakeoverDecider.decide(
                        fleet.state(),
                        takeover(HONGKONG, CANADA),
                        HONGKONG_LOST,
                        fleet.reportWithout(HONGKONG),
                        MoveId.ofRequest("1"),
                        NOW));
        assertThat(fleet.state().proposals()).isEmpty();
        assertThat(Automation.propose(fleet.state(), HONGKONG_LOST, "a test")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AutomationMode.class)
    void nothingIsDoneAboutASiteThatIsOnlyDegraded(AutomationMode mode) throws BrokenRuleException {
        set(mode);
        for (var part : Part.values()) {
            var degraded = health(Map.of(HONGKONG, new SiteHealth.Degraded(Set.of(part))));
            assertThat(Automation.propose(fleet.state(), degraded, "a test")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(AutomationMode.class)
    void nothingIsDoneBeforeALossLasts(AutomationMode mode) throws BrokenRuleException {
        set(mode);
        var fresh = new TreeMap<SiteId, Watched>();
        fresh.put(HONGKONG, new Watched(LOST, 1_000, false));
        assertThat(Automation.propose(fleet.state(), new FleetHealth(fresh), "a test")).isEmpty();
    }

    @Test
    void observedIsObservedAndAutomaticIsTakenOver() throws BrokenRuleException {
        set(AutomationMode.OBSERVE);
        assertThat(Automation.propose(fleet.state(), HONGKONG_LOST, "a test")).isEmpty();
        set(AutomationMode.AUTOMATIC);
        assertThat(Automation.propose(fleet.state(), HONGKONG_LOST, "a test"))
                .satisfiesExactly(step ->
                        assertThat(step)
                                .isInstanceOfSatisfying(
                                        Automation.TakeOver.class,
                                        takeOver ->
                                                assertThat(takeOver.wish().lost())
                                                        .isEqualTo(HONGKONG)));
    }

    @Test
    void automaticShortensTheBudgetInTheTableAsWell() throws BrokenRuleException {
        set(AutomationMode.AUTOMATIC);
        assertThat(fleet.table().leases().ttlMillis(HONGKONG)).isEqualTo(5_000);
        assertThat(fleet.table().leases().ttlMillis(CANADA)).isEqualTo(30_000);
        assertThat(fleet.table().version()).isEqualTo(2);
        // Back to a person's word: the budget stays until somebody names another.
        set(AutomationMode.PROPOSE);
        assertThat(fleet.table().version()).isEqualTo(2);
        var longer = change(HONGKONG, Optional.empty(), OptionalLong.of(60_000));
        fleet.record(longer.decide(fleet.state()));
        assertThat(fleet.table().leases().ttlMillis(HONGKONG)).isEqualTo(60_000);
        assertThat(fleet.table().leases().longestTtlMillis()).isEqualTo(60_000);
        assertThat(longer.decide(fleet.state())).isEqualTo(new Ruling.Standing());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999, 604_800_001})
    void aBudgetThatIsTooShortOrTooLongIsRefused(long millis) {
        var change = change(HONGKONG, Optional.empty(), OptionalLong.of(millis));
        assertThat(change.decide(fleet.state()))
                .isInstanceOfSatisfying(
                        Ruling.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
                            assertThat(refused.reason())
                                    .contains("isolationBudgetMillis: " + millis);
                        });
    }

    @Test
    void aChangeNamesASiteAndSomethingToChange() {
        assertThat(
                        change(new SiteId("atlantis"), Optional.empty(), OptionalLong.of(5_000))
                                .decide(fleet.state()))
                .isInstanceOf(Ruling.Refused.class);
        assertThat(change(HONGKONG, Optional.empty(), OptionalLong.empty()).decide(fleet.state()))
                .isInstanceOf(Ruling.Refused.class);
        assertThat(
                        new PolicyChange(
                                        HONGKONG,
                                        Optional.of(AutomationMode.OBSERVE),
                                        OptionalLong.empty(),
                                        OptionalLong.of(9),
                                        "a test")
                                .decide(fleet.state()))
                .isInstanceOf(Ruling.Refused.class);
    }
}
