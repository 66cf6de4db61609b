package dev.homeport.drills.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.load.LoadTimes.Quantiles;
import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.verdict.Figures.OwnMove;
import dev.homeport.drills.verdict.Figures.Tables;
import dev.homeport.vocabulary.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Figures that meet every demand of every kind of drill, to be spoilt one at a time. */
final class MadeFigures {

    static final SiteId SITE = new SiteId("hongkong");
    private static final int RATE = 10;

    long acknowledged = 1_000;
    long unknown = 20;
    long unsettled;
    final Map<String, Long> faults = new HashMap<>();
    List<String> broken = List.of();
    List<String> unreadable = List.of();
    List<Bin> bins = seconds(9, 9, 9, 9, 9);
    Optional<Quantiles> writePause = Optional.of(new Quantiles(200, 400, 900));
    Tables tables = new Tables(OptionalLong.of(5), OptionalLong.of(5));
    OptionalLong movesBegun = OptionalLong.of(0);
    List<OwnMove> ownMoves =
            List.of(
                    new OwnMove("evacuation", "done", OptionalLong.of(900)),
                    new OwnMove("fail-back", "done", OptionalLong.of(800)));
    OptionalLong othersPauseMillis = OptionalLong.of(900);
    OptionalLong stranded = OptionalLong.of(7);
    OptionalLong openMillis = OptionalLong.of(700);
    long neverServed;
    boolean isLost = true;
    OptionalLong zombieMillis = OptionalLong.of(5_000);
    OptionalLong zombieAcknowledged = OptionalLong.of(0);
    List<String> leftovers = List.of();

    MadeFigures() {
        faults.put("adopted", 7L);
    }

    private TakeoverFigures takeover() {
        return new TakeoverFigures(
                stranded,
                OptionalLong.of(4_000),
                OptionalLong.of(300),
                OptionalLong.of(2_000),
                openMillis,
                OptionalLong.of(900),
                neverServed,
                Optional.of(new Quantiles(7_000, 8_000, 8_000)));
    }

    List<String> unmet(DrillKind kind) {
        var order = new DrillOrder(kind, Optional.of(SITE), RATE, 10, "a test", 0);
        return Demands.unmet(
                order,
                new Figures(
                        acknowledged,
                        unknown,
                        0,
                        faults,
                        broken,
                        unsettled,
                        unreadable,
                        bins,
                        List.of(),
                        writePause,
                        othersPauseMillis,
                        Optional.empty(),
                        tables,
                        movesBegun,
                        ownMoves,
                        zombieMillis,
                        zombieAcknowledged,
                        isLost ? Optional.of(takeover()) : Optional.empty(),
                        leftovers));
    }

    /** Seconds of the site in which its users got that many acknowledgements. */
    static List<Bin> seconds(long... acknowledged) {
        return IntStream.range(0, acknowledged.length)
                .mapToObj(i -> new Bin(7 + i, SITE, acknowledged[i], 0, 0, true))
                .toList();
    }

    static void assertOnly(List<String> unmet, String beginning) {
        assertThat(unmet).singleElement().asString().startsWith(beginning);
    }
}
