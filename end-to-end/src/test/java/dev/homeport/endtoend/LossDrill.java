package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Runs drills in which homes are taken over to their end, and judges what all of them show. */
record LossDrill(Fleet fleet) {

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

    /** Whatever a drill has left behind, the next one begins without it. */
    void end() throws Exception {
        fleet.run(DRILL_BOUND, "drill", "abort");
    }

    /** Returns the report. */
    JsonNode run(String kind, String site) throws Exception {
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
}
