package dev.homeport.controlplane.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetyTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final SiteId CANADA = new SiteId("canada");
    private static final List<SiteId> SITES = List.of(SHANGHAI, HONGKONG, CANADA);
    private static final Sight WELL = sight(0, 0, 0);
    private static final Sight NOTHING = sight(1, 3, 1);

    private static Sight sight(int doorsGone, int nodesGone, int witnessesGone) {
        return new Sight(
                Map.of(
                        Part.ACCESS, new Glimpse(1, 1 - doorsGone, doorsGone),
                        Part.LOG, new Glimpse(3, 3 - nodesGone, nodesGone),
                        Part.WITNESS, new Glimpse(1, 1 - witnessesGone, witnessesGone)));
    }

    /** Sees everybody well but some. */
    private static Sighting sees(SiteId observer, Map<SiteId, Sight> others) {
        var sights = new TreeMap<SiteId, Sight>();
        SITES.forEach(site -> sights.put(site, others.getOrDefault(site, WELL)));
        return new Sighting(observer, sights);
    }

    private static SiteHealth judge(Sighting... sightings) {
        return Safety.judge(HONGKONG, List.of(sightings), 2);
    }

    private static SiteHealth seenByTwo(Sight sight) {
        var seen = Map.of(HONGKONG, sight);
        return judge(sees(SHANGHAI, seen), sees(CANADA, seen));
    }

    @Test
    void aSiteOfWhichAMajoritySeesNothingIsLost() {
        assertThat(seenByTwo(NOTHING)).isEqualTo(new SiteHealth.Lost(Set.of(SHANGHAI, CANADA)));
        assertThat(seenByTwo(WELL)).isEqualTo(new SiteHealth.Well());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, ACCESS",
        "0, 1, 0, LOG",
        "0, 2, 0, LOG",
        "0, 3, 0, LOG",
        "0, 0, 1, WITNESS",
    })
    void aPartThatIsGoneIsDegradedAndNeverLost(int doors, int nodes, int witnesses, Part part) {
        assertThat(seenByTwo(sight(doors, nodes, witnesses)))
                .isEqualTo(new SiteHealth.Degraded(Set.of(part)));
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 0", "1, 0, 1", "0, 3, 1", "1, 1, 1"})
    void allButOnePartGoneIsStillDegraded(int doors, int nodes, int witnesses) {
        assertThat(seenByTwo(sight(doors, nodes, witnesses)))
                .isInstanceOf(SiteHealth.Degraded.class);
    }

    @Test
    void oneReplicaOfTheLogThatAnswersDoesNotMakeASiteThatIsElseGone() {
        assertThat(seenByTwo(sight(1, 2, 1))).isInstanceOf(SiteHealth.Lost.class);
    }

    @ParameterizedTest
    @EnumSource(names = "VIEW", mode = EnumSource.Mode.EXCLUDE)
    void whoWasNotToldOfAPartDoesNotSayThatASiteIsLost(Part part) {
        var parts = new EnumMap<Part, Glimpse>(NOTHING.parts());
        parts.remove(part);
        assertThat(seenByTwo(new Sight(parts))).isInstanceOf(SiteHealth.Degraded.class);
    }

    @Test
    void oneObserverAloneDecidesNothing() {
        var blind = sees(SHANGHAI, Map.of(HONGKONG, NOTHING));
        var seeing = sees(CANADA, Map.of());
        assertThat(judge(blind)).isInstanceOf(SiteHealth.Unknown.class);
        assertThat(judge(blind, seeing)).isInstanceOf(SiteHealth.Unknown.class);
        assertThat(judge(blind, seeing, sees(HONGKONG, Map.of()))).isEqualTo(new SiteHealth.Well());
    }

    @Test
    void whoSeesNobodyIsItselfCutOffAndSaysNothingOfOthers() {
        // Hongkong is cut off: for itself everybody else is gone.
        var cutOff = sees(HONGKONG, Map.of(SHANGHAI, NOTHING, CANADA, NOTHING));
        assertThat(cutOff.isIsolated()).isTrue();
        var blind = Map.of(HONGKONG, NOTHING);
        var all = List.of(cutOff, sees(SHANGHAI, blind), sees(CANADA, blind));
        assertThat(Safety.judge(HONGKONG, all, 2)).isInstanceOf(SiteHealth.Lost.class);
        assertThat(Safety.judge(SHANGHAI, all, 2)).isEqualTo(new SiteHealth.Well());
        // Alone with another one that is cut off, nobody can tell.
        var another = sees(CANADA, Map.of(SHANGHAI, NOTHING, HONGKONG, NOTHING));
        assertThat(judge(cutOff, another, sees(SHANGHAI, blind)))
                .isInstanceOf(SiteHealth.Unknown.class);
    }

    @Test
    void whatWasNeverSeenIsNotKnownToBeWell() {
        var told = new Sight(Map.of(Part.LOG, new Glimpse(3, 0, 0)));
        assertThat(seenByTwo(told)).isInstanceOf(SiteHealth.Unknown.class);
    }

    private static ClockReading at(long seconds) {
        return new ClockReading(TimeUnit.SECONDS.toNanos(seconds), 1_000 * seconds);
    }

    @Test
    void aLossIsActedOnOnlyOnceItLasts() {
        var vigil = new Vigil(SITES, 2);
        var blind = Map.of(HONGKONG, NOTHING);
        var both = List.of(sees(SHANGHAI, blind), sees(CANADA, blind));
        assertThat(vigil.step(both, at(10)).watched(HONGKONG))
                .isEqualTo(
                        new Watched(new SiteHealth.Lost(Set.of(SHANGHAI, CANADA)), 10_000, false));
        assertThat(vigil.step(both, at(11)).watched(HONGKONG).steady()).isFalse();
        assertThat(vigil.step(both, at(12)).watched(HONGKONG).steady()).isTrue();
        assertThat(vigil.step(both, at(13)).watched(HONGKONG).sinceMillis()).isEqualTo(10_000);
        // Seen again, it is lost anew the next time.
        var seen = List.of(sees(SHANGHAI, Map.of()), sees(CANADA, Map.of()));
        assertThat(vigil.step(seen, at(14)).of(HONGKONG)).isEqualTo(new SiteHealth.Well());
        assertThat(vigil.step(both, at(15)).watched(HONGKONG).steady()).isFalse();
    }

    @Test
    void anObserverThatIsNotHeardAnyMoreNoLongerCounts() {
        var vigil = new Vigil(SITES, 2);
        vigil.step(List.of(sees(SHANGHAI, Map.of()), sees(CANADA, Map.of())), at(10));
        var alone = List.of(sees(SHANGHAI, Map.of()));
        assertThat(vigil.step(alone, at(13)).of(CANADA)).isEqualTo(new SiteHealth.Well());
        assertThat(vigil.step(alone, at(14)).of(CANADA)).isInstanceOf(SiteHealth.Unknown.class);
    }

    @Test
    void witnessesAreCountedByWhatIsSeenOfThem() {
        var vigil = new Vigil(SITES, 2);
        var seen = Map.of(HONGKONG, NOTHING, SHANGHAI, sight(0, 0, 1));
        var health = vigil.step(List.of(sees(SHANGHAI, seen), sees(CANADA, seen)), at(1));
        assertThat(health.witnesses(Set.copyOf(SITES))).containsExactly(CANADA);
    }
}
