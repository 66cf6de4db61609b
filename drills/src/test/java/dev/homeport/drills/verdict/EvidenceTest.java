package dev.homeport.drills.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Inbox;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Place;
import dev.homeport.client.load.LoadOutcome;
import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.run.Lap;
import dev.homeport.drills.run.Resting;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is read out of histories. */
class EvidenceTest {

    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final long KAI = 1;
    private static final long AMY = 2;

    private static long seconds(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    private static Attempt attempt(long sender, String text, double atSeconds, Outcome outcome) {
        return new Attempt(
                sender, "r-" + text, KAI + AMY - sender, text, 0, seconds(atSeconds), outcome);
    }

    private static Outcome by(SiteId site) {
        return new Outcome.Acknowledged("m", true, true, site.name());
    }

    private static Histories histories(List<Attempt> attempts, List<Inbox> inboxes) {
        return new Histories(Set.of(KAI, AMY), attempts, List.of(), inboxes, List.of(), List.of());
    }

    private static Inbox inbox(String source, String... texts) {
        var places = new ArrayList<Place>();
        for (var text : texts) {
            places.add(new Place(1, places.size() + 1, "m-" + text, KAI, text));
        }
        return new Inbox(source, AMY, places);
    }

    @Test
    void secondsAreCountedPerSiteFromTheBeginningOfTheDrill() {
        var laps =
                List.of(
                        new Lap("prepare", seconds(100), seconds(101), Resting.NOBODY),
                        new Lap("baseline", seconds(101), seconds(103), Resting.NOBODY),
                        new Lap("pause", seconds(103), seconds(104.5), Resting.SITE),
                        new Lap("after", seconds(104.5), seconds(106), Resting.NOBODY));
        var outcome =
                new LoadOutcome(
                        0,
                        Map.of(KAI, "hongkong", AMY, "canada"),
                        List.of(),
                        histories(
                                List.of(
                                        attempt(KAI, "a", 101.2, by(HONGKONG)),
                                        attempt(KAI, "b", 101.9, by(CANADA)),
                                        attempt(AMY, "c", 101.9, new Outcome.Unknown()),
                                        attempt(AMY, "d", 105.5, new Outcome.Refused("NO_LEASE"))),
                                List.of()),
                        List.of());

        var bins = Bins.of(outcome, laps, List.of(HONGKONG, CANADA), Optional.of(HONGKONG));

        assertThat(bins)
                .contains(
                        new Bin(0, HONGKONG, 0, 0, 0, false),
                        new Bin(1, HONGKONG, 2, 0, 0, true),
                        new Bin(1, CANADA, 0, 0, 1, true),
                        new Bin(3, HONGKONG, 0, 0, 0, false),
                        new Bin(4, HONGKONG, 0, 0, 0, false),
                        new Bin(4, CANADA, 0, 0, 0, true),
                        new Bin(5, HONGKONG, 0, 0, 0, true),
                        new Bin(5, CANADA, 0, 1, 0, true))
                .hasSize(12);
    }

    @Test
    void aZombiesTimeIsFromTheEndOfItsLeasesToTheFirstRoundTripAfterIt() {
        var zombies = Zombies.of(HONGKONG, seconds(10), seconds(45), 30_000, seconds(0.035));
        var inTime = seconds(45) + seconds(0.02);

        var histories =
                histories(
                        List.of(
                                attempt(KAI, "before", 39.9, by(HONGKONG)),
                                attempt(KAI, "within", inTime / 1e9, by(HONGKONG)),
                                attempt(AMY, "elsewhere", inTime / 1e9, by(CANADA)),
                                attempt(KAI, "refused", 45.01, new Outcome.Refused("NO_LEASE")),
                                attempt(KAI, "later", 45.04, by(HONGKONG))),
                        List.of());

        assertThat(zombies.millis()).isEqualTo(5_035);
        assertThat(zombies.acknowledged(histories)).isEqualTo(1);
    }

    @Test
    void aShortPauseHasNoZombiesTime() {
        var zombies = Zombies.of(HONGKONG, seconds(10), seconds(20), 30_000, seconds(0.035));

        assertThat(zombies.isAnyTime()).isFalse();
        assertThat(zombies.millis()).isZero();
    }

    @Test
    void whatIsUnknownIsSettledWhenEverySourceSaysTheSame() {
        var unknown = List.of(attempt(KAI, "x", 1, new Outcome.Unknown()));

        assertThat(Unknowns.unsettled(histories(unknown, List.of(inbox("a"), inbox("b")))))
                .isZero();
        assertThat(
                        Unknowns.unsettled(
                                histories(unknown, List.of(inbox("a", "x"), inbox("b", "x")))))
                .isZero();
        assertThat(Unknowns.unsettled(histories(unknown, List.of(inbox("a", "x"), inbox("b")))))
                .isEqualTo(1);
        assertThat(Unknowns.unsettled(histories(unknown, List.of()))).isEqualTo(1);
    }

    @Test
    void whatWasRepeatedAndAnsweredIsNotUnknown() {
        var attempts =
                List.of(
                        attempt(KAI, "x", 1, new Outcome.Unknown()),
                        attempt(KAI, "x", 2, by(HONGKONG)));

        assertThat(Unknowns.unsettled(histories(attempts, List.of()))).isZero();
    }

    @Test
    void aTakeoverIsTimedByWhatItsUsersSaw() {
        var moments =
                new TakeoverFigures.Moments(
                        seconds(10),
                        OptionalLong.of(seconds(14)),
                        OptionalLong.of(seconds(14.5)),
                        OptionalLong.of(seconds(16)),
                        OptionalLong.of(seconds(17)));
        var outcome =
                new LoadOutcome(
                        0,
                        Map.of(KAI, "hongkong", AMY, "hongkong", 3L, "canada", 4L, "hongkong"),
                        List.of(),
                        histories(
                                List.of(
                                        attempt(KAI, "before", 9, by(CANADA)),
                                        attempt(KAI, "zombie", 11, by(HONGKONG)),
                                        attempt(KAI, "first", 18, by(CANADA)),
                                        attempt(KAI, "second", 19, by(CANADA)),
                                        attempt(AMY, "later", 20, by(CANADA)),
                                        attempt(3, "elsewhere", 12, by(CANADA)),
                                        attempt(4, "never", 21, new Outcome.Unknown())),
                                List.of()),
                        List.of());

        var figures = TakeoverFigures.of(OptionalLong.of(5), moments, outcome, HONGKONG);

        assertThat(figures)
                .isEqualTo(
                        new TakeoverFigures(
                                OptionalLong.of(5),
                                OptionalLong.of(4_000),
                                OptionalLong.of(500),
                                OptionalLong.of(2_000),
                                OptionalLong.of(1_000),
                                OptionalLong.of(3_000),
                                1,
                                Optional.of(new Quantiles(8_000, 10_000, 10_000))));
    }

    @Test
    void lagsAreCountedFromTheBeginningOfTheDrill() {
        var laps = List.of(new Lap("prepare", seconds(100), seconds(110), Resting.NOBODY));
        var samples =
                List.of(
                        new Lag.Sample(seconds(99), HONGKONG, CANADA, 1),
                        new Lag.Sample(seconds(103.4), HONGKONG, CANADA, 2));

        assertThat(Lag.of(samples, laps)).containsExactly(new Lag(3, HONGKONG, CANADA, 2));
    }
}
