package dev.homeport.dcnode.link.simulated;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the link from Canada to Shanghai when something between the two goes wrong. */
class LinkCutTest {

    private static final SiteLog STREAM = new SiteLog(CANADA, 1);

    /** The longest wait for a line that is never heard, the longest back-off, and some trips. */
    private static final long HEALED_MILLIS = 16_000;

    enum Cut {
        BLOCKED_BOTH_WAYS,
        ASKS_BLOCKED,
        WORDS_BLOCKED,
        RESET_AND_REFUSED,
        LINES_LOST
    }

    private void make(Cut cut) {
        var words = fleet.road(CANADA, SHANGHAI);
        var asks = fleet.road(SHANGHAI, CANADA);
        switch (cut) {
            case BLOCKED_BOTH_WAYS -> {
                asks.block();
                words.block();
            }
            case ASKS_BLOCKED -> asks.block();
            case WORDS_BLOCKED -> words.block();
            case RESET_AND_REFUSED -> fleet.cut(SHANGHAI, CANADA);
            case LINES_LOST -> {
                asks.block();
                words.block();
                fleet.lines().forEach(SimulatedLine::die);
            }
        }
    }

    private SimulatedFleet fleet = new SimulatedFleet(1);

    private void begin(long seed) {
        fleet = new SimulatedFleet(seed);
        append(20, 100);
        assertThat(fleet.world().runUntil(this::isWell, 5_000)).isTrue();
        fleet.world().runFor(2_000);
    }

    private void append(int entries, int bytes) {
        for (var i = 0; i < entries; i++) {
            fleet.site(CANADA).append(bytes);
        }
    }

    private boolean isWell() {
        return fleet.isMirroredEverywhere() && fleet.everyLinkIs(LinkState.IDLE);
    }

    private boolean isDown() {
        return fleet.link(SHANGHAI, CANADA).state() == LinkState.DOWN;
    }

    private void open() {
        fleet.roads().forEach(Road::open);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void cutIsShownWithinThreeSecondsAndHealsByItself(Cut cut) {
        for (var seed = 0L; seed < 6; seed++) {
            begin(seed);
            make(cut);
            // Words still come where only what is asked is lost: they prove nothing.
            for (var millis = 0; millis < 4_000; millis += 200) {
                fleet.world().inMillis(millis, () -> append(1, 10));
            }
            // What was under way at that moment may still be heard.
            var tripMillis = fleet.road(CANADA, SHANGHAI).mostDelayMillis();
            assertThat(fleet.world().runUntil(this::isDown, 3_000 + tripMillis)).isTrue();

            fleet.world().runFor(4_000);
            var link = fleet.link(SHANGHAI, CANADA);
            assertThat(link.state()).isEqualTo(LinkState.DOWN);
            assertThat(link.lastHeardMillis().orElseThrow()).isBetween(6_500L, 8_500L);
            assertThat(link.detail()).contains("the origin is not heard");

            open();
            assertThat(fleet.world().runUntil(this::isWell, HEALED_MILLIS)).isTrue();
            assertThat(fleet.link(SHANGHAI, CANADA).via()).hasValue(CANADA);
            assertThat(fleet.lines()).as("one for each link").hasSize(6);
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void sitesThatCannotMeetGetEachOthersEntriesByWayOfTheThird(Cut cut) {
        for (var seed = 0L; seed < 6; seed++) {
            begin(seed);
            make(cut);
            append(30, 500);
            fleet.site(SHANGHAI).append(10);
            assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 14_000)).isTrue();
            fleet.world().runFor(2_000);
            append(30, 500);
            assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 3_000)).isTrue();
            fleet.world().runFor(200);

            var link = fleet.link(SHANGHAI, CANADA);
            assertThat(link.state()).isEqualTo(LinkState.DOWN);
            assertThat(link.via()).hasValue(HONGKONG);
            assertThat(link.detail()).contains("its entries come from hongkong/");
            // There may be more, of which nobody here can know.
            assertThat(link.lagEntries()).isEmpty();

            open();
            assertThat(fleet.world().runUntil(this::isWell, HEALED_MILLIS)).isTrue();
            assertThat(fleet.link(SHANGHAI, CANADA).via()).hasValue(CANADA);
        }
    }

    @Test
    void lagOfACutLinkIsToldWithItsTrueAge() {
        begin(3);
        fleet.road(HONGKONG, SHANGHAI).block();
        fleet.site(SHANGHAI).log().lead(2);
        append(5, 100);
        fleet.world().runFor(1_500);
        fleet.cut(SHANGHAI, CANADA);
        fleet.world().runFor(10_000);
        var link = fleet.link(SHANGHAI, CANADA);
        assertThat(link.state()).isEqualTo(LinkState.DOWN);
        assertThat(link.lagEntries()).hasValue(5);
        assertThat(link.lagBytes()).hasValue(500);
        assertThat(link.oldestUnshippedMillis().orElseThrow()).isBetween(11_200L, 11_600L);
        assertThat(link.lastHeardMillis().orElseThrow()).isBetween(10_000L, 11_500L);
        assertThat(link.detail()).contains("appending here: the log has another leader, node 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void slowLineIsNotTakenForADeadOne(long seed) {
        begin(seed);
        fleet.road(CANADA, SHANGHAI).limit(6_000);
        fleet.road(HONGKONG, SHANGHAI).limit(6_000);
        append(400, 400);
        // Until batches are small enough, words come too late.
        fleet.world().runFor(10_000);
        for (var i = 0; i < 100; i++) {
            fleet.world().runFor(200);
            assertThat(fleet.link(SHANGHAI, CANADA).state()).isEqualTo(LinkState.UP);
            assertThat(fleet.link(SHANGHAI, CANADA).via()).hasValue(CANADA);
        }
        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 20_000)).isTrue();
        assertThat(fleet.link(SHANGHAI, CANADA).dials()).isLessThan(5);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "2, true", "2, false"})
    void nodeThatDiesOrFallsBehindIsLeftForAnother(int node, boolean dies) {
        begin(node);
        var name = new NodeName(CANADA, node);
        if (dies) {
            fleet.kill(name);
        } else {
            fleet.site(CANADA).nodes().get(node - 1).log().freeze();
        }
        append(30, 100);
        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 8_000)).isTrue();
        assertThat(fleet.link(SHANGHAI, CANADA).via()).hasValue(CANADA);
        assertThat(isDown()).isFalse();
    }

    @Test
    void bothNodesOfAnOriginDead() {
        begin(4);
        fleet.kill(new NodeName(CANADA, 1));
        fleet.kill(new NodeName(CANADA, 2));
        assertThat(fleet.world().runUntil(this::isDown, 3_000)).isTrue();
        append(3, 10);
        fleet.world().runFor(20_000);
        assertThat(fleet.isMirrored(CANADA, SHANGHAI)).isFalse();
        assertThat(fleet.link(SHANGHAI, CANADA).detail()).contains("connection refused");
        fleet.revive(new NodeName(CANADA, 2));
        assertThat(fleet.world().runUntil(this::isWell, HEALED_MILLIS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(InMemoryQueue.Fault.class)
    void failingLogTakesEachEntryOnceAndHoldsTheOriginBack(InMemoryQueue.Fault fault) {
        begin(5);
        fleet.site(SHANGHAI).log().failWith(fault);
        var dials = fleet.link(SHANGHAI, CANADA).dials();
        append(600, 300);
        fleet.world().runFor(12_000);
        if (!fleet.isMirrored(CANADA, SHANGHAI)) {
            assertThat(fleet.link(SHANGHAI, CANADA).detail()).contains("appending here: ");
            assertThat(fleet.link(SHANGHAI, CANADA).state()).isEqualTo(LinkState.UP);
        }
        fleet.site(SHANGHAI).log().failWith(InMemoryQueue.Fault.NONE);
        assertThat(fleet.world().runUntil(this::isWell, 8_000)).isTrue();
        assertThat(fleet.link(SHANGHAI, CANADA).dials()).isEqualTo(dials);
    }

    @Test
    void originThatWasPutBackUnderANewNumberIsFollowedAndNotLeft() {
        begin(6);
        fleet.site(CANADA).comeBack(2, Map.of(STREAM, 12L));
        fleet.endLinesOf(CANADA);
        append(10, 100);
        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 5_000)).isTrue();
        var dials = fleet.link(SHANGHAI, CANADA).dials();
        fleet.world().runFor(60_000);
        var link = fleet.link(SHANGHAI, CANADA);
        assertThat(link.dials()).isEqualTo(dials);
        assertThat(link.state()).isEqualTo(LinkState.IDLE);
        assertThat(link.detail()).contains("canada#1 ends at 12 there, before its mirror here");
        assertThat(fleet.site(SHANGHAI).end(STREAM)).isEqualTo(20);
        assertThat(fleet.site(SHANGHAI).end(new SiteLog(CANADA, 2))).isEqualTo(10);
    }
}
