package dev.homeport.controlplane.adapter.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.SiteHealth;
import dev.homeport.controlplane.observation.Watched;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthJsonTest {

    private static final SiteId CANADA = new SiteId("canada");

    private static FleetHealth health(SiteHealth health) {
        var sites = new TreeMap<SiteId, Watched>();
        sites.put(CANADA, new Watched(health, 1_795_600_000_000L, true));
        return new FleetHealth(sites);
    }

    private static FleetReport reported(Optional<String> trouble) {
        var sites = new TreeMap<SiteId, SiteReport>();
        sites.put(
                CANADA,
                new SiteReport(
                        CANADA,
                        OptionalInt.of(1),
                        1,
                        new TreeMap<>(),
                        new TreeMap<>(),
                        ShardSet.none(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        List.of(),
                        Optional.of(new SiteReport.View(0, 0, trouble)),
                        OptionalLong.empty(),
                        Optional.empty()));
        return new FleetReport(sites);
    }

    private static void assertShown(
            SiteHealth seen, Optional<String> trouble, String state, String... parts) {
        var shown = HealthJson.health(CANADA, reported(trouble), health(seen));
        assertThat(shown.getString("state")).isEqualTo(state);
        assertThat(shown.getJsonArray("parts")).isEqualTo(new JsonArray(List.of(parts)));
        assertThat(shown.getLong("sinceMillis")).isEqualTo(1_795_600_000_000L);
    }

    @Test
    void aViewThatStandsStillIsDegradedByTheSitesOwnWord() {
        var dead = Optional.of("the database does not answer");
        assertShown(new SiteHealth.Well(), Optional.empty(), "well");
        assertShown(new SiteHealth.Well(), dead, "degraded", "view");
        var degraded = new SiteHealth.Degraded(Set.of(Part.WITNESS));
        assertShown(degraded, dead, "degraded", "witness", "view");
        assertShown(degraded, Optional.empty(), "degraded", "witness");
    }

    @Test
    void whatNobodyCanTellIsUnknownWithTheReason() {
        var unheard = HealthJson.health(CANADA, FleetReport.NOTHING, FleetHealth.UNKNOWN);
        assertThat(unheard.getString("state")).isEqualTo("unknown");
        assertThat(unheard.getString("detail")).contains("canada");
        assertThat(unheard.containsKey("sinceMillis")).isFalse();
        assertShown(
                new SiteHealth.Lost(Set.of(CANADA)),
                Optional.of("old news"),
                "lost",
                "access",
                "log",
                "witness");
    }
}
