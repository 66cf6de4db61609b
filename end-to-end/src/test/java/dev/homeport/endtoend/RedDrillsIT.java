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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A drill must be able to fail: each of these is run while the sites lack one rule, and finds that.
 * An evacuation that finds nothing in sites that lack none is in {@link DrillsIT}.
 *
 * <p>They share a fleet, but for the last: what the evacuation in front of it loses stays lost.
 */
@Order(9)
@TestMethodOrder(OrderAnnotation.class)
class RedDrillsIT {

    private static final int NUMBER = 187;
    private static final Duration DRILL_BOUND = Duration.ofMinutes(6);

    /** What two cores can serve beside processes that start. */
    private static final String RATE = "7";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than a move takes. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** Half a round trip that is longer than a site takes to elect a leader of its log. */
    private static final Duration FAR = Duration.ofSeconds(3);

    /** As long as a pause must be at least. */
    private static final int PAUSED_SECONDS =
            (int) WeakenedLauncher.ISOLATION_BUDGET.plusSeconds(5).toSeconds();

    private static Fleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = WeakenedLauncher.start(NUMBER);
    }

    @AfterAll
    static void end() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Order(1)
    @Test
    @Timeout(480)
    void withoutTheCheckOfTheLeaseAPauseHearsAZombie() throws Exception {
        fleet.heal();
        WeakenedLauncher.remove(fleet, "CHECK_AFTER_COMMIT");
        var links = linksOf(Fleet.SHANGHAI);
        var drill = begin("pause", Fleet.SHANGHAI, PAUSED_SECONDS);

        // Slow enough that the site leads its log again before a fresh lease can have come.
        reaches(drill, "warm-up");
        latency(links, FAR.dividedBy(2));
        reaches(drill, "baseline");
        latency(links, FAR);
        reaches(drill, "recover");

        // Usual links before the first round trip would bring a lease that the drill excludes.
        await().during(FAR.multipliedBy(3))
                .atMost(FAR.multipliedBy(4))
                .until(() -> !Files.exists(drill.resolve("report.json")));
        for (var link : links) {
            latency(List.of(link), usual(link));
        }

        var report = report(drill);
        assertThat(report.path("zombieAcknowledged").asLong()).isPositive();
        assertThat(reasons(report)).anyMatch(each -> each.startsWith("zombieAcknowledged: "));
    }

    @Order(2)
    @Test
    @Timeout(480)
    void withoutTheCheckOfTheLeaseAPartitionFindsThatTheOldHomeGoesOn() throws Exception {
        fleet.heal();
        WeakenedLauncher.remove(fleet, "CHECK_AFTER_COMMIT");
        var report = report(begin("partition", Fleet.CANADA, 10));

        // Those beyond were acknowledged when another site was home already.
        assertThat(report.path("adopted").asLong()).isGreaterThan(report.path("stranded").asLong());
        assertThat(reasons(report)).anyMatch(each -> each.startsWith("adopted: "));
    }

    @Order(3)
    @Test
    @Timeout(480)
    void withoutTheWaitForItsVectorAnEvacuationFindsMessagesThatASiteNeverShows() throws Exception {
        fleet.heal();
        WeakenedLauncher.remove(fleet, "OPENING_BEHIND_ITS_VECTOR");
        var slow = new Direction(Fleet.HONGKONG, third(Fleet.HONGKONG));
        var drill = begin("evacuation", Fleet.HONGKONG, 10);

        // In two steps, so that the line is never silent for so long that it is given up.
        reaches(drill, "warm-up");
        latency(List.of(slow), SLOW.dividedBy(2));
        reaches(drill, "baseline");
        latency(List.of(slow), SLOW);
        reaches(drill, "away");
        latency(List.of(slow), usual(slow));

        var report = report(drill);
        assertThat(report.path("lost").asLong()).as("%s", reasons(report)).isPositive();
    }

    @Order(4)
    @Test
    @Timeout(720)
    void withoutAdoptionASiteLossFindsMessagesThatNeverCameBack() throws Exception {
        // A fleet of its own: views that differ behind the evacuation are a problem for ever.
        fleet.close();
        fleet = WeakenedLauncher.start(NUMBER);
        fleet.heal();
        WeakenedLauncher.remove(fleet, "ORPHANS_ARE_ADOPTED");
        var report = report(begin("site-loss", Fleet.SHANGHAI, 5));

        assertThat(report.path("stranded").asLong()).isPositive();
        assertThat(report.path("adopted").asLong()).isZero();
        assertThat(reasons(report)).anyMatch(each -> each.startsWith("adopted: "));
    }

    /** Both directions of every link of a site. */
    private static List<Direction> linksOf(SiteId site) {
        return Fleet.SITES.stream()
                .filter(each -> !each.equals(site))
                .flatMap(each -> Stream.of(new Direction(site, each), new Direction(each, site)))
                .toList();
    }

    private static List<String> reasons(JsonNode report) {
        return Fleet.stream(report.path("reasons")).map(JsonNode::asText).toList();
    }

    /** The site that is not to have the homes of the one that is evacuated. */
    private static SiteId third(SiteId site) throws IOException, InterruptedException {
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
    private static Path begin(String kind, SiteId site, int seconds)
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

    /** Sets the latency of directions, at once: a command takes longer to start. */
    private static void latency(List<Direction> links, Duration latency)
            throws IOException, InterruptedException {
        var state = fleet.stateFolder();
        var contacts = FleetContactsFile.read(state).orElseThrow();
        var token = Files.readString(state.resolve("control-token")).strip();
        try (var wan = new WanControlClient(contacts.wan(), token)) {
            for (var link : links) {
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
}
