package dev.homeport.dcnode.link.simulated;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Openings of homes come to Hongkong, whose links do not bring in order what the openings inherit.
 * That none is in front of what it inherits, {@link SimulatedSite#look} checks of each entry.
 */
class LinkOpeningTest {

    private static final SiteLog SHANGHAIS = new SiteLog(SHANGHAI, 1);
    private static final SiteLog CANADAS = new SiteLog(CANADA, 1);

    private SimulatedFleet fleet = new SimulatedFleet(1);

    private void begin(long seed, MoveRules rules) {
        fleet = new SimulatedFleet(seed, rules);
        append(SHANGHAI, 5);
        append(CANADA, 5);
        assertThat(fleet.world().runUntil(this::isWell, 5_000)).isTrue();
    }

    private void append(SiteId site, int entries) {
        for (var i = 0; i < entries; i++) {
            fleet.site(site).append(100);
        }
    }

    private boolean isWell() {
        return fleet.isMirroredEverywhere() && fleet.everyLinkIs(LinkState.IDLE);
    }

    /** What one site writes now, the other has before it opens a home that inherits it. */
    private void moveFrom(SiteId one, SiteId other, SiteLog inherited) {
        append(one, 20);
        assertThat(fleet.world().runUntil(() -> fleet.isMirrored(one, other), 5_000)).isTrue();
        fleet.site(other).open(Map.of(inherited, fleet.site(other).end(inherited)));
        append(other, 5);
    }

    private void block(SiteId from) {
        fleet.road(from, HONGKONG).block();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void openingsThatCrossWaitForEachOthersBeginningsAndNotForEachOther(long seed) {
        begin(seed, MoveRules.ALL);
        block(SHANGHAI);
        block(CANADA);
        append(SHANGHAI, 20);
        append(CANADA, 20);
        assertThat(
                        fleet.world()
                                .runUntil(
                                        () ->
                                                fleet.isMirrored(CANADA, SHANGHAI)
                                                        && fleet.isMirrored(SHANGHAI, CANADA),
                                        5_000))
                .isTrue();
        fleet.site(SHANGHAI).open(Map.of(CANADAS, 25L, SHANGHAIS, 25L));
        fleet.site(CANADA).open(Map.of(SHANGHAIS, 25L, CANADAS, 25L));
        append(SHANGHAI, 5);
        append(CANADA, 5);

        fleet.roads().forEach(Road::open);

        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 8_000))
                .as(() -> fleet.puller(HONGKONG).status().toString())
                .isTrue();
    }

    @Test
    void anOpeningWaitsForWhatItInheritsAndSaysSo() throws Exception {
        begin(1, MoveRules.ALL);
        block(CANADA);
        moveFrom(CANADA, SHANGHAI, CANADAS);

        fleet.world().runFor(700);

        var link = fleet.link(HONGKONG, SHANGHAI);
        assertThat(link.state()).isEqualTo(LinkState.UP);
        assertThat(link.detail()).contains("waits for canada#1 up to 25, which is here up to 5");
        assertThat(fleet.site(HONGKONG).end(SHANGHAIS)).as("the opening and more").isEqualTo(5);
        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 4_000))
                .as("by way of Shanghai, before Canada is missed for long")
                .isTrue();
        assertThat(fleet.link(HONGKONG, SHANGHAI).detail()).isEmpty();
        fleet.puller(HONGKONG).replay();
    }

    @Test
    void whatIsWaitedForIsTakenFromTheSiteThatOpenedWhileItsOriginIsHeardButSlow() {
        begin(2, MoveRules.ALL);
        fleet.road(CANADA, HONGKONG).limit(2_000);
        for (var i = 0; i < 60; i++) {
            fleet.site(CANADA).append(3_000);
        }
        moveFrom(CANADA, SHANGHAI, CANADAS);

        assertThat(fleet.world().runUntil(() -> fleet.isMirrored(SHANGHAI, HONGKONG), 8_000))
                .as("ninety seconds by the slow road")
                .isTrue();

        fleet.roads().forEach(Road::open);
        assertThat(fleet.world().runUntil(this::isWell, 10_000)).isTrue();
        assertThat(fleet.link(HONGKONG, CANADA).via()).hasValue(CANADA);
        assertThat(fleet.lines()).as("one for each link").hasSize(6);
    }

    @Test
    void withoutTheRuleAnOpeningComesInFrontOfWhatItInherits() {
        begin(1, MoveRules.without(MoveRule.OPENING_BEHIND_ITS_VECTOR));
        block(CANADA);
        moveFrom(CANADA, SHANGHAI, CANADAS);

        assertThatThrownBy(() -> fleet.world().runFor(2_000))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("canada#1 in front of shanghai#1@6 at hongkong");
    }
}
