package dev.homeport.dcnode.link.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shanghai's link to Canada, whose homes are taken over, and whose mirror Hong Kong has too. */
class PausedLinkTest {

    private static final SiteId CANADA = Tables.CANADA;
    private static final NodeName THERE = new NodeName(CANADA, 1);
    private static final NodeName DETOUR = new NodeName(Tables.HONGKONG, 1);

    private final Puller puller =
            new Puller(PullOrigin.usual(Tables.SHANGHAI, List.of(THERE, DETOUR), 1));
    private final List<PullEffect> effects = new ArrayList<>();
    private long nowMillis;

    private void step(PullInput input) {
        effects.addAll(puller.step(input, new ClockReading(nowMillis * 1_000_000, 7)));
    }

    private void hear(long line, long echo, long end, Cargo... cargo) {
        var word =
                new Word(
                        echo,
                        List.of(Turns.end(end)),
                        true,
                        Optional.empty(),
                        List.of(cargo).stream().findFirst());
        step(new PullInput.Heard(line, word));
    }

    private void pause(long... upTo) {
        var limits = new TreeMap<SiteLog, Long>();
        if (upTo.length > 0) {
            limits.put(Turns.STREAM, upTo[0]);
        }
        step(new PullInput.Paused(CANADA, limits));
    }

    private void pass(long millis) {
        for (var end = nowMillis + millis; nowMillis < end; nowMillis += 100) {
            step(new PullInput.Tick());
        }
    }

    private <E> List<E> taken(Class<E> kind) {
        return Turns.only(kind, effects);
    }

    private List<Ask.Ship> shipped(long line) {
        return taken(PullEffect.Say.class).stream()
                .filter(say -> say.line() == line)
                .map(PullEffect.Say::ask)
                .filter(Ask.Ship.class::isInstance)
                .map(Ask.Ship.class::cast)
                .toList();
    }

    private Optional<Long> lineTo(NodeName peer) {
        return taken(PullEffect.Dial.class).stream()
                .filter(dial -> dial.peer().equals(peer) && dial.origin().equals(CANADA))
                .map(PullEffect.Dial::line)
                .reduce((_, last) -> last);
    }

    @BeforeEach
    void begin() {
        step(new PullInput.LocalEnds(CANADA, List.of(Turns.end(10))));
        pass(100);
    }

    private void settle(long end) {
        var append = taken(PullEffect.Append.class).getLast();
        step(
                new PullInput.Settled(
                        CANADA, append.number(), new MirrorOutcome.Mirrored(Turns.end(end))));
    }

    @Test
    void aFrozenLinkAsksForNothingButListens() {
        pause();
        hear(1, 0, 13);
        pass(2_000);

        assertThat(shipped(1)).isEmpty();
        assertThat(lineTo(DETOUR)).isEmpty();
        assertThat(taken(PullEffect.Say.class)).as("pings").isNotEmpty();
        assertThat(puller.status(new ClockReading(nowMillis * 1_000_000, 7)).getFirst().detail())
                .contains("paused");
    }

    @Test
    void whatWasOnItsWayWhenItWasPausedIsForgotten() {
        hear(1, 0, 13);
        var round = shipped(1).getFirst().round();
        pause();
        hear(1, 0, 13, Turns.shipment(round, 11, 3, 10));

        assertThat(taken(PullEffect.Append.class)).isEmpty();
    }

    @Test
    void whatIsMissingUpToTheLimitComesFromAnotherSiteAlone() {
        pause(12);
        hear(1, 0, 20);
        pass(100);
        var detour = lineTo(DETOUR).orElseThrow();
        hear(detour, 0, 20);
        assertThat(shipped(1)).isEmpty();
        var asked = shipped(detour).getFirst();
        assertThat(asked.fromOffset()).isEqualTo(11);

        // The log takes of a batch what is within its limit.
        hear(detour, 0, 20, Turns.shipment(asked.round(), 11, 4, 10));
        assertThat(taken(PullEffect.Append.class)).hasSize(1);
        settle(12);
        hear(detour, 0, 20, Turns.shipment(asked.round(), 15, 2, 10));
        pass(1_000);
        assertThat(taken(PullEffect.Append.class)).hasSize(1);
        assertThat(taken(PullEffect.HangUp.class)).contains(new PullEffect.HangUp(detour));
    }

    @Test
    void aLimitThatGoesUpIsFollowed() {
        pause(10);
        hear(1, 0, 20);
        pass(1_000);
        assertThat(lineTo(DETOUR)).isEmpty();
        pause(15);
        pass(100);
        hear(lineTo(DETOUR).orElseThrow(), 0, 20);
        assertThat(shipped(lineTo(DETOUR).orElseThrow())).hasSize(1);
    }

    @Test
    void anotherSiteThatHasNothingIsLeftSoon() {
        pause(15);
        pass(100);
        var first = lineTo(DETOUR).orElseThrow();
        hear(first, 0, 10);
        pass(1_700);
        assertThat(taken(PullEffect.HangUp.class)).isEmpty();
        assertThat(shipped(first)).as("there is no other site, so it is listened to").hasSize(1);
    }

    @Test
    void laterLivesOfALogThatIsPausedAreLeftAlone() {
        pause(15);
        pass(100);
        var detour = lineTo(DETOUR).orElseThrow();
        var second = new SiteLog(CANADA, 2);
        var word =
                new Word(
                        0,
                        List.of(Turns.end(10), new StreamEnd(second, 9, Turns.hash(9))),
                        true,
                        Optional.empty(),
                        Optional.empty());
        step(new PullInput.Heard(detour, word));
        assertThat(shipped(detour)).allSatisfy(ask -> assertThat(ask.incarnation()).isEqualTo(1));
    }

    @Test
    void aResumedLinkGoesOnAtItsOrigin() {
        pause();
        hear(1, 0, 13);
        step(new PullInput.Resumed(CANADA));
        var asked = shipped(1).getFirst();
        assertThat(asked.fromOffset()).isEqualTo(11);
        hear(1, 0, 13, Turns.shipment(asked.round(), 11, 3, 10));
        assertThat(taken(PullEffect.Append.class)).hasSize(1);
        step(new PullInput.Paused(CANADA, Collections.emptySortedMap()));
        settle(13);
        assertThat(taken(PullEffect.Append.class)).as("one under way is let be").hasSize(1);
    }
}
