package dev.homeport.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.local.adapter.http.WanControlClient;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.wan.Direction;
import dev.homeport.local.wan.WanProfile;
import dev.homeport.local.wan.WanRequest;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A drill must be able to fail: each of these fleets consists of sites that lack one rule, and the
 * drill that is named after it finds that. An evacuation that finds nothing in sites that lack none
 * is in {@link DrillsIT}.
 */
@Order(9)
class RedDrillsIT {

    private static final int NUMBER = 187;
    private static final Duration DRILL_BOUND = Duration.ofMinutes(6);

    /** What two cores can serve beside processes that start. */
    private static final String RATE = "7";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than a move takes. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    @Test
    @Timeout(480)
    void withoutTheCheckOfTheLeaseAPartitionFindsThatTheOldHomeGoesOn() throws Exception {
        try (var fleet = WeakenedLauncher.start(NUMBER, "CHECK_AFTER_COMMIT")) {
            var report = report(begin(fleet, "partition", Fleet.CANADA, 10));

            // Those beyond were acknowledged when another site was home already.
            assertThat(report.path("adopted").asLong())
                    .isGreaterThan(report.path("stranded").asLong());
            assertThat(reasons(report)).anyMatch(each -> each.startsWith("adopted: "));
        }
    }

    @Test
    @Timeout(480)
    void withoutTheWaitForItsVectorAnEvacuationFindsMessagesThatASiteNeverShows() throws Exception {
        try (var fleet = WeakenedLauncher.start(NUMBER, "OPENING_BEHIND_ITS_VECTOR")) {
            var slow = new Direction(Fleet.HONGKONG, third(fleet, Fleet.HONGKONG));
            var drill = begin(fleet, "evacuation", Fleet.HONGKONG, 10);

            // In two steps, so that the line is never silent for so long that it is given up.
            reaches(drill, "warm-up");
            latency(fleet, slow, SLOW.dividedBy(2));
            reaches(drill, "baseline");
            latency(fleet, slow, SLOW);
            reaches(drill, "away");
            latency(fleet, slow, usual(slow));

            var report = report(drill);
            assertThat(report.path("lost").asLong()).as("%s", reasons(report)).isPositive();
        }
    }

    @Test
    @Timeout(600)
    void withoutAdoptionASiteLossFindsMessagesThatNeverCameBack() throws Exception {
        try (var fleet = WeakenedLauncher.start(NUMBER, "ORPHANS_ARE_ADOPTED")) {
            var report = report(begin(fleet, "site-loss", Fleet.SHANGHAI, 5));

            assertThat(report.path("stranded").asLong()).isPositive();
            assertThat(report.path("adopted").asLong()).isZero();
            assertThat(reasons(report)).anyMatch(each -> each.startsWith("adopted: "));
        }
    }

    private static List<String> reasons(JsonNode report) {
        return Fleet.stream(report.path("reasons")).map(JsonNode::asText).toList();
    }

    /** The site that is not to have the homes of the one that is evacuated. */
    private static SiteId third(Fleet fleet, SiteId site) throws IOException, InterruptedException {
        var plan =
                fleet.run("site", "evacuate", site.name(), "--dry-run", "-o", "json")
                        .succeeded()
                        .json();
        var to = new SiteId(plan.at("/plan/transfers/0/to").asText());
        return Fleet.SITES.stream()
                .filter(each -> !each.equals(site) && !each.equals(to))
                .findFirst()
                .orElseThrow();
    }

    /** Begins a drill and returns its folder. */
    private static Path begin(Fleet fleet, String kind, SiteId site, int seconds)
            throws IOException, InterruptedException {
        var id =
                fleet.run(
                                "drill",
                                "run",
                                kind,
                                "--site",
                                site.name(),
                                "--seconds",
                                Integer.toString(seconds),
                                "--rate",
                                RATE,
                                "--yes",
                                "--detach",
                                "-o",
                                "json")
                        .succeeded()
                        .json()
                        .path("id")
                        .asText();
        return fleet.stateFolder().resolve("drills").resolve(id);
    }

    /** Waits for the report of a drill, which must say that something is broken. */
    private static JsonNode report(Path drill) throws IOException {
        var file = drill.resolve("report.json");
        await().atMost(DRILL_BOUND)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Files.exists(file));
        var report = JSON.readTree(file.toFile());
        System.out.println(report.path("kind") + " is red: " + report.path("reasons"));
        assertThat(report.path("verdict").asText())
                .as("%s", report.path("reasons"))
                .isEqualTo("broken");
        return report;
    }

    /** Waits for a phase. */
    private static void reaches(Path drill, String phase) {
        var file = drill.resolve("phase.json");
        Fleet.patiently()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(drill.resolve("report.json")).as("it has ended").doesNotExist();
                    return Files.exists(file)
                            && JSON.readTree(file.toFile()).path("phase").asText().equals(phase);
                });
    }

    private static Duration usual(Direction link) {
        var usual = WanProfile.usual(Fleet.SITES).settings().get(link);
        return Duration.ofNanos(requireNonNull(usual).latencyNanos());
    }

    /** Sets the latency of one direction, at once: a command takes longer to start. */
    private static void latency(Fleet fleet, Direction link, Duration latency)
            throws IOException, InterruptedException {
        var state = fleet.stateFolder();
        var contacts = FleetContactsFile.read(state).orElseThrow();
        var token = Files.readString(state.resolve("control-token")).strip();
        try (var wan = new WanControlClient(contacts.wan(), token)) {
            var _ =
                    wan.change(
                            new WanRequest(
                                    WanRequest.Action.SET,
                                    Optional.of(link),
                                    true,
                                    OptionalLong.of(latency.toNanos()),
                                    OptionalLong.empty(),
                                    OptionalLong.empty()));
        }
    }
}
