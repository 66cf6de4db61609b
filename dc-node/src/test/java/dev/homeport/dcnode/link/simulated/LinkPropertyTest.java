package dev.homeport.dcnode.link.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Under faults of every kind each mirror is the beginning of its origin's stream and nothing is
 * doubled, no opening of homes is in front of what it inherits, at most one append of an origin is
 * under way, what is asked for is bounded; and when the faults are over, everything comes
 * everywhere. Most of it is checked after each event, by {@link SimulatedSite#look} and {@link
 * Bounds}.
 */
class LinkPropertyTest {

    private static final long FAULTS_MILLIS = 45_000;

    /** The longest wait for a line that is never heard, the longest back-off, and some trips. */
    private static final long HEALED_MILLIS = 20_000;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mirrorsAreTrueUnderFaultsAndCompleteAfterThem(long seed) throws Exception {
        var fleet = new SimulatedFleet(seed);
        var weather = new Weather(fleet);
        fleet.world().everyMillis(100, () -> checkReports(fleet));
        fleet.world().runFor(FAULTS_MILLIS);

        weather.clear();
        var isHealed =
                fleet.world()
                        .runUntil(
                                () ->
                                        fleet.isMirroredEverywhere()
                                                && fleet.everyLinkIs(LinkState.IDLE),
                                HEALED_MILLIS);

        assertThat(isHealed).as(() -> describe(fleet)).isTrue();
        for (var at : SimulatedFleet.SITES) {
            for (var link : fleet.puller(at).status()) {
                assertThat(link.lagEntries()).hasValue(0);
                assertThat(link.lagBytes()).hasValue(0);
                assertThat(link.oldestUnshippedMillis()).isEmpty();
                assertThat(link.via()).hasValue(link.origin());
            }
        }
        for (var puller : fleet.everyPuller()) {
            puller.replay();
        }
    }

    @Test
    void everyKindOfFaultHappens() {
        var missing = EnumSet.allOf(Weather.Fault.class);
        seeds().limit(10)
                .forEach(seed -> {
                    var fleet = new SimulatedFleet(seed);
                    var weather = new Weather(fleet);
                    fleet.world().runFor(FAULTS_MILLIS);
                    missing.removeAll(weather.happened().keySet());
                });
        assertThat(missing).isEmpty();
    }

    @Test
    void withoutTheRuleSomeOpeningComesInFrontOfWhatItInherits() {
        var rules = MoveRules.without(MoveRule.OPENING_BEHIND_ITS_VECTOR);
        assertThatThrownBy(() ->
                        seeds().limit(10)
                                .forEach(seed -> {
                                    var fleet = new SimulatedFleet(seed, rules);
                                    var _ = new Weather(fleet);
                                    fleet.world().runFor(FAULTS_MILLIS);
                                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" in front of ");
    }

    @Test
    void sameSeedIsTheSameRun() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    private static List<?> run(long seed) {
        var fleet = new SimulatedFleet(seed);
        var _ = new Weather(fleet);
        fleet.world().runFor(FAULTS_MILLIS);
        return SimulatedFleet.SITES.stream().map(site -> fleet.site(site).streams()).toList();
    }

    private static void checkReports(SimulatedFleet fleet) {
        for (var at : SimulatedFleet.SITES) {
            if (fleet.puller(at).isAlive()) {
                fleet.puller(at).status().forEach(LinkPropertyTest::checkReport);
            }
        }
    }

    /** A report says DOWN if and only if the origin has not been heard for three seconds. */
    private static void checkReport(LinkStatus link) {
        var silentMillis = link.lastHeardMillis().orElse(Long.MAX_VALUE);
        assertThat(link.state() == LinkState.DOWN)
                .as("%s", link)
                .isEqualTo(silentMillis >= SimulatedFleet.SETTINGS.downMillis());
        assertThat(link.state()).isIn(LinkState.UP, LinkState.IDLE, LinkState.DOWN);
        for (var figure :
                List.of(link.lagEntries(), link.lagBytes(), link.oldestUnshippedMillis())) {
            assertThat(figure.orElse(0)).as("%s", link).isNotNegative();
        }
        if (link.lagEntries().equals(OptionalLong.of(0))) {
            assertThat(link.oldestUnshippedMillis()).as("%s", link).isEmpty();
        }
        if (link.state() == LinkState.IDLE) {
            assertThat(link.lagEntries()).hasValue(0);
        }
    }

    private static String describe(SimulatedFleet fleet) {
        var text = new StringBuilder();
        for (var at : SimulatedFleet.SITES) {
            text.append(at).append(": ").append(fleet.site(at).streams().values()).append('\n');
            fleet.puller(at).status().forEach(link -> text.append("  ").append(link).append('\n'));
        }
        return text.toString();
    }
}
