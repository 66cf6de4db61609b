package dev.homeport.drills.run;

import dev.homeport.drills.change.Change;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Scripts of every kind, as short as they may be. */
final class Scripts {

    private static final SiteId SITE = new SiteId("hongkong");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final DrillScript EVACUATION =
            DrillScript.evacuation(
                    new Change.Moved(SITE, "there", "back"), Duration.ofSeconds(10), PATIENCE);
    static final DrillScript PAUSE = DrillScript.pause(SITE, Duration.ofSeconds(35), PATIENCE);
    static final DrillScript LOSS =
            DrillScript.loss(List.of("a", "b"), Duration.ofSeconds(20), PATIENCE);

    private Scripts() {}

    static DrillScript takeover(DrillKind kind) {
        var other = new SiteId("canada");
        return DrillScript.takeover(
                kind,
                new TakeoverPlan(
                        new Change.PolicyChanged(
                                SITE,
                                new Change.Policy("propose", 30_000),
                                new Change.Policy("automatic", 5_000),
                                "there",
                                "back"),
                        new Change.TakenOver(SITE, "home"),
                        List.of(new Change.Cut(SITE, other, false)),
                        new Change.Lost(SITE)),
                Duration.ofSeconds(5),
                PATIENCE);
    }

    static Stream<DrillScript> all() {
        return Stream.concat(
                Stream.of(EVACUATION, PAUSE, LOSS),
                Stream.of(DrillKind.values()).filter(DrillKind::takesOver).map(Scripts::takeover));
    }
}
