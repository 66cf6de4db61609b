package dev.homeport.dcnode.link.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One link of Shanghai's, to Canada, stepped by hand; line 1 is the first that is dialled. */
class PullerTest {

    private static final SiteId CANADA = Tables.CANADA;

    private final Puller puller =
            new Puller(
                    PullOrigin.usual(
                            Tables.SHANGHAI,
                            List.of(
                                    new NodeName(Tables.SHANGHAI, 1),
                                    new NodeName(CANADA, 1),
                                    new NodeName(CANADA, 2)),
                            1));
    private long nowMillis = 50;

    private List<PullEffect> step(PullInput input) {
        return puller.step(input, new ClockReading(nowMillis * 1_000_000, 7));
    }

    private List<PullEffect> tick(long atMillis) {
        nowMillis = atMillis;
        return step(new PullInput.Tick());
    }

    private List<PullEffect> hear(long echo, long end, Optional<Unshipped> left, Cargo... cargo) {
        var first = Arrays.stream(cargo).findFirst();
        var word = new Word(echo, List.of(Turns.end(end)), true, left, first);
        return step(new PullInput.Heard(1, word));
    }

    /** Number of the next line. */
    private long dialAgain() {
        while (true) {
            nowMillis += 50;
            var dialled = Turns.only(PullEffect.Dial.class, step(new PullInput.Tick()));
            if (!dialled.isEmpty()) {
                return dialled.getFirst().line();
            }
        }
    }

    private LinkStatus link() {
        return puller.status(new ClockReading(nowMillis * 1_000_000, 7)).getFirst();
    }

    @BeforeEach
    void begin() {
        assertThat(tick(50)).as("nothing before it is known what is here").isEmpty();
        step(new PullInput.LocalEnds(CANADA, List.of(Turns.end(10))));
        assertThat(tick(100))
                .containsExactly(new PullEffect.Dial(1, new NodeName(CANADA, 1), CANADA));
    }

    private static Ask.Ship ship(List<PullEffect> effects) {
        return Turns.only(PullEffect.Say.class, effects).stream()
                .map(PullEffect.Say::ask)
                .filter(Ask.Ship.class::isInstance)
                .map(Ask.Ship.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void originThatWasNeverHeardIsDownAndNothingIsKnownOfItsLag() {
        var link = link();
        assertThat(link.state()).isEqualTo(LinkState.DOWN);
        assertThat(link.via()).isEmpty();
        assertThat(link.lagEntries()).isEmpty();
        assertThat(link.lagBytes()).isEmpty();
        assertThat(link.oldestUnshippedMillis()).isEmpty();
        assertThat(link.lastHeardMillis()).isEmpty();
        assertThat(link.mirroredEntries()).as("they were here already").isZero();
        assertThat(link.detail()).isEqualTo("the origin was never heard");
        step(new PullInput.Ended(1, "no route"));
        assertThat(link().detail()).contains("canada/1: no route");
    }

    @Test
    void entriesAreAskedForBehindTheMirrorAndReportedUntilTheyAreHere() {
        nowMillis = 200;
        var asked = ship(hear(0, 13, Optional.empty()));
        assertThat(asked.fromOffset()).isEqualTo(11);
        assertThat(asked.incarnation()).isEqualTo(1);
        assertThat(link().state()).isEqualTo(LinkState.UP);
        assertThat(link().lagEntries()).hasValue(3);
        assertThat(link().lagBytes()).isEmpty();

        nowMillis = 300;
        var left = new Unshipped(1, OptionalLong.of(70), 900);
        var effects = hear(0, 13, Optional.of(left), Turns.shipment(asked.round(), 11, 2, 50));
        var append = Turns.only(PullEffect.Append.class, effects).getFirst();
        assertThat(append.firstOffset()).isEqualTo(11);
        assertThat(append.lastOffset()).isEqualTo(12);
        assertThat(puller.batch(CANADA).orElseThrow().drafts()).hasSize(2);
        nowMillis = 450;
        assertThat(link().lagEntries()).hasValue(3);
        assertThat(link().lagBytes()).hasValue(70 + 100);
        assertThat(link().oldestUnshippedMillis()).as("the first came to be now").hasValue(150);

        step(
                new PullInput.Settled(
                        CANADA, append.number(), new MirrorOutcome.Mirrored(Turns.end(12))));
        assertThat(link().lagEntries()).hasValue(1);
        assertThat(link().lagBytes()).hasValue(70);
        assertThat(link().oldestUnshippedMillis()).hasValue(900 + 150);
        assertThat(link().mirroredEntries()).isEqualTo(2);
        assertThat(puller.batch(CANADA)).isEmpty();

        step(new PullInput.LocalEnds(CANADA, List.of(Turns.end(13))));
        assertThat(link().lagEntries()).as("another node of the site took it").hasValue(0);
        assertThat(link().oldestUnshippedMillis()).isEmpty();
        nowMillis = 1_299;
        assertThat(link().state()).isEqualTo(LinkState.UP);
        nowMillis = 1_300;
        assertThat(link().state()).isEqualTo(LinkState.IDLE);
        assertThat(link().lastHeardMillis()).hasValue(1_100);
    }

    @Test
    void agesGrowWhileNothingIsHeardAndTheStateIsNotTheLastValue() {
        nowMillis = 200;
        hear(0, 10, Optional.empty());
        assertThat(link().state()).isEqualTo(LinkState.IDLE);
        nowMillis = 3_199;
        assertThat(link().state()).isEqualTo(LinkState.IDLE);
        assertThat(link().lagEntries()).hasValue(0);
        nowMillis = 3_200;
        assertThat(link().state()).isEqualTo(LinkState.DOWN);
        assertThat(link().lagEntries()).as("there may be some").isEmpty();
        assertThat(link().lastHeardMillis()).hasValue(3_000);
        assertThat(link().detail()).isEqualTo("the origin is not heard");
        nowMillis = 90_000;
        assertThat(link().lastHeardMillis()).hasValue(89_800);
    }

    @Test
    void lagThatIsKnownStaysKnownAndGetsOlderWhileTheOriginIsDown() {
        nowMillis = 200;
        hear(0, 14, Optional.of(new Unshipped(4, OptionalLong.of(40), 500)));
        nowMillis = 60_200;
        assertThat(link().state()).isEqualTo(LinkState.DOWN);
        assertThat(link().lagEntries()).hasValue(4);
        assertThat(link().lagBytes()).hasValue(40);
        assertThat(link().oldestUnshippedMillis()).hasValue(60_500);
    }

    @Test
    void lineThatEndsIsNoReasonToBeDownBeforeTheOriginIsMissed() {
        nowMillis = 200;
        hear(0, 10, Optional.empty());
        step(new PullInput.Ended(1, "reset"));
        assertThat(link().state()).isEqualTo(LinkState.IDLE);
        nowMillis = 3_200;
        assertThat(link().state()).isEqualTo(LinkState.DOWN);
        assertThat(link().detail()).contains("canada/1: reset");
    }

    @Test
    void answerToAnAppendThatWasGivenUpSetsNoOtherFree() {
        nowMillis = 200;
        var asked = ship(hear(0, 12, Optional.empty()));
        var effects = hear(0, 12, Optional.empty(), Turns.shipment(asked.round(), 11, 2, 5));
        var first = Turns.only(PullEffect.Append.class, effects).getFirst();
        tick(30_300);
        var second = Turns.only(PullEffect.Append.class, tick(31_000)).getFirst();
        assertThat(second.number()).isNotEqualTo(first.number());
        step(new PullInput.Settled(CANADA, first.number(), new MirrorOutcome.Gap(3)));
        step(new PullInput.Settled(CANADA, first.number(), new MirrorOutcome.Refused("no")));
        step(new PullInput.Settled(CANADA, first.number(), new MirrorOutcome.Delayed("late")));
        assertThat(puller.batch(CANADA)).isPresent();
        step(
                new PullInput.Settled(
                        CANADA, first.number(), new MirrorOutcome.Mirrored(Turns.end(12))));
        assertThat(puller.batch(CANADA)).isPresent();
        assertThat(link().mirroredEntries()).isEqualTo(2);
        step(
                new PullInput.Settled(
                        CANADA, second.number(), new MirrorOutcome.Mirrored(Turns.end(12))));
        assertThat(puller.batch(CANADA)).isEmpty();
        assertThat(link().lagBytes()).isNotPresent();
    }

    @Test
    void lineThatShipsMoreThanWasAskedForIsLeft() {
        nowMillis = 200;
        var asked = ship(hear(0, 1_000_000, Optional.empty()));
        var next = 11L;
        List<PullEffect> effects = List.of();
        for (var i = 0; i < 100; i++) {
            effects =
                    hear(
                            0,
                            1_000_000,
                            Optional.empty(),
                            Turns.shipment(asked.round(), next, 1, 200_000));
            next++;
            if (!Turns.only(PullEffect.HangUp.class, effects).isEmpty()) {
                break;
            }
        }
        assertThat(effects).contains(new PullEffect.HangUp(1));
        assertThat((next - 11) * 200_000).isBetween(4L << 20, 5L << 20);
    }

    @Test
    void linesThatChangeWhileTheLogIsStuckHoldNoMoreThanIsAskedForOnOne() {
        nowMillis = 200;
        var number = 1L;
        for (var lines = 0; lines < 20; lines++) {
            var ends = List.of(Turns.end(1_000_000));
            var first = new Word(0, ends, true, Optional.empty(), Optional.empty());
            var asked = ship(step(new PullInput.Heard(number, first)));
            for (var i = 0; i < 10; i++) {
                Cargo batch = Turns.shipment(asked.round(), asked.fromOffset() + i, 1, 200_000);
                var left = Optional.of(new Unshipped(1, OptionalLong.of(0), 0));
                var word = new Word(0, ends, true, left, Optional.of(batch));
                step(new PullInput.Heard(number, word));
            }
            assertThat(link().lagBytes().orElseThrow()).isLessThan(6 << 20);
            step(new PullInput.Ended(number, "reset"));
            number = dialAgain();
        }
    }

    @Test
    void whatIsSaidOnALineThatIsOverIsNotHeard() {
        step(new PullInput.Ended(1, "reset"));
        assertThat(hear(0, 20, Optional.empty())).isEmpty();
        assertThat(link().lastHeardMillis()).isEmpty();
    }

    @Test
    void nodeWithoutALeaderIsToldOf() {
        nowMillis = 200;
        step(
                new PullInput.Heard(
                        1,
                        new Word(
                                0,
                                List.of(Turns.end(7)),
                                false,
                                Optional.empty(),
                                Optional.empty())));
        assertThat(link().detail())
                .isEqualTo(
                        "the node there has no leader; canada#1 ends at 7 there, before its mirror"
                                + " here");
        assertThat(link().lagEntries()).hasValue(0);
    }

    @Test
    void streamsOfOlderIncarnationsComeFirst() {
        nowMillis = 200;
        var second = new SiteLog(CANADA, 2);
        var ends = List.of(Turns.end(12), new StreamEnd(second, 4, Turns.hash(4)));
        var word = new Word(0, ends, true, Optional.empty(), Optional.empty());
        var first = ship(step(new PullInput.Heard(1, word)));
        assertThat(first.incarnation()).isEqualTo(1);
        assertThat(first.fromOffset()).isEqualTo(11);
        assertThat(link().lagEntries()).hasValue(6);
        Cargo batch = Turns.shipment(first.round(), 11, 2, 10);
        step(new PullInput.Heard(1, new Word(0, ends, true, Optional.empty(), Optional.of(batch))));
        var appended = new MirrorOutcome.Mirrored(Turns.end(12));
        var effects = step(new PullInput.Settled(CANADA, first.round() + 1, appended));
        assertThat(ship(effects))
                .satisfies(ask -> {
                    assertThat(ask.incarnation()).isEqualTo(2);
                    assertThat(ask.fromOffset()).isEqualTo(1);
                });
    }

    @Test
    void originsWithoutNodesAndSitesThatPullFromThemselvesAreRefused() {
        var none = new TreeMap<SiteId, List<Integer>>();
        none.put(CANADA, List.of());
        assertThatThrownBy(() -> new PullOrigin(Tables.SHANGHAI, none, 1, PullSettings.USUAL))
                .hasMessage("peers: canada has no nodes");
        none.put(CANADA, List.of(1));
        assertThatThrownBy(() -> new PullOrigin(CANADA, none, 1, PullSettings.USUAL))
                .hasMessage("peers: canada does not pull from itself");
    }
}
