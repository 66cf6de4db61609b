package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drills in which homes are taken over, on a live fleet, to their end. */
@Order(7)
@ExtendWith(SharedFleet.class)
class LossDrillsIT {

    private static final Duration DRILL_BOUND = Duration.ofMinutes(8);

    /** What two cores can serve and start the processes of a site again beside it. */
    private static final String RATE = "7";

    private static final List<String> PROMISES =
            List.of(
                    "lost",
                    "duplicated",
                    "reordered",
                    "doubleHomed",
                    "strandedAtTheEnd",
                    "unsettled",
                    "neverServed");

    /** Whatever a scenario has left behind, the next one begins without a drill. */
    @AfterEach
    void endDrills(Fleet fleet) throws Exception {
        fleet.run(DRILL_BOUND, "drill", "abort");
    }

    private static JsonNode drilled(Fleet fleet, String kind, String site) throws Exception {
        Fleet.patiently()
                .untilAsserted(() -> assertThat(fleet.status().path("problems")).isEmpty());
        var policy = fleet.run("site", "policy", site, "-o", "json").succeeded().json();

        var said =
                fleet.run(
                        DRILL_BOUND,
                        "drill",
                        "run",
                        kind,
                        "--site",
                        site,
                        "--rate",
                        RATE,
                        "--yes",
                        "-o",
                        "json");

        var report = said.json();
        System.out.printf(
                "%s of %s: %s, stranded %s, detect %s, lease %s, open %s, reconnect %s, rto %s%n",
                kind,
                site,
                report.path("reasons"),
                report.path("stranded"),
                report.path("detectMillis"),
                report.path("leaseMillis"),
                report.path("openMillis"),
                report.path("reconnectMillis"),
                report.path("rtoMillis"));
        assertThat(said.code()).as("%s", said).isZero();
        PROMISES.forEach(name -> assertThat(report.path(name).asLong(-1)).as(name).isZero());
        assertThat(report.path("stranded").asLong()).isPositive();
        for (var part : List.of("detectMillis", "leaseMillis", "openMillis", "reconnectMillis")) {
            assertThat(report.has(part)).as(part).isTrue();
        }
        assertThat(report.path("lag")).isNotEmpty();
        assertThat(fleet.run("site", "policy", site, "-o", "json").succeeded().json())
                .isEqualTo(policy);
        assertThat(
                        fleet.run("site", "show", site, "-o", "json")
                                .succeeded()
                                .json()
                                .path("state")
                                .asText())
                .isEqualTo("in-service");
        return report;
    }

    @Test
    @Timeout(600)
    void whatALostSiteAloneHadAcknowledgedIsAdopted(Fleet fleet) throws Exception {
        var report = drilled(fleet, "site-loss", "shanghai");

        assertThat(report.path("adopted")).isEqualTo(report.path("stranded"));
    }

    @Test
    @Timeout(600)
    void aSiteThatIsCutOffIsTakenOverThoughItsUsersStillReachIt(Fleet fleet) throws Exception {
        var report = drilled(fleet, "partition", "canada");

        assertThat(report.path("adopted")).isEqualTo(report.path("stranded"));
    }

    @Test
    @Tag("nightly")
    @Timeout(600)
    void aSiteThatNobodyHearsIsTakenOverThoughItHearsTheOthers(Fleet fleet) throws Exception {
        var report = drilled(fleet, "one-way-partition", "hongkong");

        assertThat(report.path("adopted")).isEqualTo(report.path("stranded"));
    }

    @Test
    @Tag("nightly")
    @Timeout(900)
    void theHeirIsLostTooAndTheFirstSiteComesBack(Fleet fleet) throws Exception {
        var report = drilled(fleet, "takeover-of-takeover", "shanghai");

        assertThat(report.path("adopted").asLong())
                .isGreaterThanOrEqualTo(report.path("stranded").asLong());
    }
}
