package dev.homeport.local.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPairTest {

    private static final long MILLI = 1_000_000;
    private static final long WINDOW = 1000;
    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final Direction OUT = new Direction(SHANGHAI, CANADA);
    private static final LinkPair OPEN =
            new LinkPair(
                    OUT,
                    LinkState.open(LinkSettings.ofRoundTripMillis(220), 0),
                    LinkState.open(LinkSettings.ofRoundTripMillis(220), 0));

    @Test
    void bytesArriveHalfARoundTripLater() {
        assertThat(OPEN.forward().send(100, 0, 0).arrivalNanos()).isEqualTo(110 * MILLI);
    }

    @Test
    void bytesAreHandedOverWhenTheyArriveAndNotBefore() {
        assertThat(verdict(OPEN, 110 * MILLI, 0, 110 * MILLI - 1))
                .isEqualTo(new Verdict.Due(110 * MILLI));
        assertThat(verdict(OPEN, 110 * MILLI, 0, 110 * MILLI)).isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void bandwidthPutsBytesBehindEachOther() {
        var narrow = LinkState.open(new LinkSettings(0, 0, 1_000_000), 0);

        var first = narrow.send(10_000, 0, 0);
        var second = first.next().send(10_000, 0, 0);

        assertThat(first.arrivalNanos()).isEqualTo(10 * MILLI);
        assertThat(second.arrivalNanos()).isEqualTo(20 * MILLI);
    }

    @Test
    void senderIsHeldBackBeforeALongQueueBuildsUp() {
        var narrow = LinkState.open(new LinkSettings(0, 0, 1_000_000), 0);

        var busy = narrow.send(500_000, 0, 0).next();

        assertThat(busy.acceptsAtNanos()).isEqualTo(300 * MILLI);
    }

    @Test
    void cutDropsBothDirectionsAndRefuses() {
        var change = OPEN.apply(new WanCommand.Cut(OUT.reversed()), 5);

        assertThat(change.resets()).isTrue();
        assertThat(change.next().accepts()).isFalse();
        assertThat(verdict(change.next(), 0, 0, 10)).isEqualTo(Verdict.DROPPED);
        assertThat(change.next().backward().condition()).isEqualTo(LinkCondition.CUT);
    }

    @Test
    void stallHoldsWithoutAReset() {
        var change = OPEN.apply(new WanCommand.Stall(OUT), 5);

        assertThat(change.resets()).isFalse();
        assertThat(change.next().accepts()).isTrue();
        assertThat(verdict(change.next(), 0, 0, Long.MAX_VALUE)).isEqualTo(Verdict.HELD);
    }

    @Test
    void oneWayCutLetsTheOtherDirectionGoOnUntilTheWindowIsFull() {
        // Given: what canada sends is lost, acknowledgements included
        var half = OPEN.apply(new WanCommand.CutOneWay(OUT.reversed()), 0).next();

        // When, then
        assertThat(half.backward().condition()).isEqualTo(LinkCondition.CUT_ONE_WAY);
        assertThat(verdict(half, 110 * MILLI, WINDOW, 110 * MILLI)).isEqualTo(Verdict.DELIVERED);
        assertThat(verdict(half, 110 * MILLI, WINDOW + 1, 110 * MILLI)).isEqualTo(Verdict.HELD);
    }

    @Test
    void oneWayStallLetsTheOtherDirectionGoOnForGood() {
        var half = OPEN.apply(new WanCommand.StallOneWay(OUT.reversed()), 0).next();

        assertThat(verdict(half, 110 * MILLI, WINDOW * 100, 110 * MILLI))
                .isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void whatWasHeldTakesTheWayOnceMoreAfterTheHeal() {
        var healed =
                OPEN.apply(new WanCommand.Stall(OUT), 0)
                        .next()
                        .apply(new WanCommand.Heal(OUT), 1000 * MILLI)
                        .next();

        assertThat(verdict(healed, 110 * MILLI, 0, 1000 * MILLI))
                .isEqualTo(new Verdict.Due(1110 * MILLI));
    }

    @Test
    void oneWayCutOfACutLinkOpensTheOtherDirection() {
        var cut = OPEN.apply(new WanCommand.Cut(OUT), 0).next();

        var half = cut.apply(new WanCommand.CutOneWay(OUT), 7).next();

        assertThat(half.forward().condition()).isEqualTo(LinkCondition.CUT_ONE_WAY);
        assertThat(half.backward().condition()).isEqualTo(LinkCondition.OPEN);
    }

    @Test
    void resetChangesNothingButEndsConnections() {
        var change = OPEN.apply(new WanCommand.Reset(OUT), 9);

        assertThat(change).isEqualTo(new LinkPair.Change(OPEN, true));
    }

    @Test
    void settingsConcernOneDirectionOnly() {
        var slow = new LinkSettings(500 * MILLI, 0, LinkSettings.UNLIMITED);

        var next = OPEN.apply(new WanCommand.Configure(OUT.reversed(), slow), 9).next();

        assertThat(next.backward().settings()).isEqualTo(slow);
        assertThat(next.forward()).isEqualTo(OPEN.forward());
    }

    @Test
    void repeatedCommandKeepsTheAgeOfTheCondition() {
        var cut = OPEN.apply(new WanCommand.Cut(OUT), 5).next();

        assertThat(cut.apply(new WanCommand.Cut(OUT), 50).next()).isEqualTo(cut);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arrivalNeverPrecedesTheLatencyNorExceedsTheBandwidth(long seed) {
        // Given
        var random = new Random(seed);
        var settings =
                new LinkSettings(
                        random.nextInt(300) * MILLI,
                        random.nextInt(50) * MILLI,
                        random.nextBoolean()
                                ? LinkSettings.UNLIMITED
                                : 10_000 + random.nextInt(1 << 20));
        var state = LinkState.open(settings, 0);
        var now = 0L;
        var sentBytes = 0L;

        for (var i = 0; i < 1000; i++) {
            // When
            now += random.nextInt(10_000_000);
            var bytes = random.nextInt(32_768);
            var sent = state.send(bytes, random.nextDouble(), now);
            state = sent.next();
            sentBytes += bytes;

            // Then
            assertThat(sent.arrivalNanos()).isGreaterThanOrEqualTo(now + settings.latencyNanos());
            if (settings.bytesPerSecond() != LinkSettings.UNLIMITED) {
                var least = sentBytes * 1e9 / settings.bytesPerSecond();
                assertThat((double) state.busyUntilNanos()).isGreaterThan(least * 0.999 - 1000);
            } else {
                assertThat(sent.arrivalNanos())
                        .isLessThanOrEqualTo(
                                now + settings.latencyNanos() + settings.jitterNanos());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void healAlwaysOpensBothDirectionsWhateverCameBefore(long seed) {
        var random = new Random(seed);
        var pair = OPEN;
        for (var now = 1; now < 500; now++) {
            var link = random.nextBoolean() ? OUT : OUT.reversed();
            pair = pair.apply(anyCommand(random.nextInt(6), link), now).next();
            // A cut is never of one direction only.
            assertThat(pair.forward().condition() == LinkCondition.CUT)
                    .isEqualTo(pair.backward().condition() == LinkCondition.CUT);
        }

        var healed = pair.apply(new WanCommand.Heal(OUT), 1000).next();

        assertThat(healed.forward().condition()).isEqualTo(LinkCondition.OPEN);
        assertThat(healed.backward().condition()).isEqualTo(LinkCondition.OPEN);
        assertThat(healed.accepts()).isTrue();
    }

    private static WanCommand anyCommand(int which, Direction link) {
        return List.of(
                        new WanCommand.Cut(link),
                        new WanCommand.CutOneWay(link),
                        new WanCommand.Stall(link),
                        new WanCommand.StallOneWay(link),
                        new WanCommand.Reset(link),
                        new WanCommand.Heal(link))
                .get(which);
    }

    @Test
    void usualProfileKnowsTheThreeSitesInBothDirections() {
        var sites = List.of(SHANGHAI, new SiteId("hongkong"), CANADA, new SiteId("peru"));

        var settings = WanProfile.usual(sites).settings();

        assertThat(settings)
                .hasSize(12)
                .containsEntry(OUT, LinkSettings.ofRoundTripMillis(220))
                .containsEntry(OUT.reversed(), LinkSettings.ofRoundTripMillis(220))
                .containsEntry(
                        new Direction(SHANGHAI, new SiteId("hongkong")),
                        new LinkSettings(17_500_000, 0, LinkSettings.UNLIMITED))
                .containsEntry(
                        new Direction(CANADA, new SiteId("peru")),
                        LinkSettings.ofRoundTripMillis(100));
        assertThat(WanProfile.immediate(sites).settings().keySet()).isEqualTo(settings.keySet());
    }

    @Test
    void badInputIsNamedWithItsMend() {
        assertThatThrownBy(() -> new Direction(CANADA, CANADA))
                .hasMessage("link: canada has no link to itself; name two different sites");
        assertThatThrownBy(() -> new LinkSettings(-1, 0, 0)).hasMessageContaining("latency: -1 ns");
        assertThatThrownBy(() -> new LinkSettings(0, 61_000_000_000L, 0))
                .hasMessageContaining("jitter: 61000000000 ns");
        assertThatThrownBy(() -> new LinkSettings(0, 0, 5)).hasMessageContaining("at least 1000");
        assertThatThrownBy(() ->
                        OPEN.apply(new WanCommand.Cut(new Direction(CANADA, new SiteId("x"))), 0))
                .hasMessageContaining("canada -> x");
    }

    private static Verdict verdict(
            LinkPair pair, long arrivalNanos, long unacknowledged, long nowNanos) {
        return pair.forward()
                .verdict(pair.backward(), arrivalNanos, unacknowledged, WINDOW, nowNanos);
    }
}
