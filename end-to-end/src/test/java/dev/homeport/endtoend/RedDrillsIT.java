package dev.homeport.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
 * drill that is named after it finds that. That it finds nothing in sites that lack none is seen in
 * {@link DrillsIT}, under the same faults.
 */
@Order(1)
class RedDrillsIT {

    private static final int NUMBER = 187;
    private static final Duration DRILL_BOUND = Duration.ofMinutes(6);
    private static final int BROKEN = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far beyond an election and the first repeat of a client. */
    private static final Duration FAR = Duration.ofSeconds(3);

    /** Longer than a move takes, and no sign that a line is dead. */
    private static final Duration SLOW = Duration.ofMillis(1_500);

    @Test
    @Timeout(420)
    void withoutTheCheckOfTheLeaseAPauseFindsAcknowledgementsOfAZombie() throws Exception {
        try (var fleet = WeakenedLauncher.start(NUMBER, "CHECK_AFTER_COMMIT")) {
            var report = pausedFarAway(fleet);

            assertThat(report.path("zombieMillis").asLong()).isPositive();
            assertThat(report.path("zombieAcknowledged").asLong()).isPositive();
            assertThat(reasons(report)).anyMatch(each -> each.startsWith("zombieAcknowledged: "));
        }
    }

    @Test
    @Timeout(480)
    void withoutTheWaitForItsVectorAnEvacuationFindsMessagesThatASiteNeverShows() throws Exception {
        try (var fleet = WeakenedLauncher.start(NUMBER, "OPENING_BEHIND_ITS_VECTOR")) {
            slowToTheThird(fleet, Fleet.HONGKONG);

            var said =
                    fleet.run(
                            DRILL_BOUND,
                            "drill",
                            "run",
                            "evacuation",
                            "--site",
                            "hongkong",
                            "--seconds",
                            "3",
                            "--yes",
                            "-o",
                            "json");

            System.out.println("red evacuation: " + said.json().path("reasons"));
            assertThat(said.code()).as("%s", said).isEqualTo(BROKEN);
            assertThat(reasons(said.json()))
                    .anyMatch(each ->
                            each.startsWith("lost: ")
                                    || each.startsWith("reordered: ")
                                    || each.startsWith("not read back: "));
        }
    }

    private static List<String> reasons(JsonNode report) {
        return Fleet.stream(report.path("reasons")).map(JsonNode::asText).toList();
    }

    /**
     * Slows the way from a site to the one that is not to have its homes: that one hears of the new
     * home before it hears the last of the old one.
     */
    static void slowToTheThird(Fleet fleet, SiteId site) throws IOException, InterruptedException {
        var plan =
                fleet.run("site", "evacuate", site.name(), "--dry-run", "-o", "json")
                        .succeeded()
                        .json();
        var to = new SiteId(plan.at("/plan/transfers/0/to").asText());
        var third =
                Fleet.SITES.stream()
                        .filter(each -> !each.equals(site) && !each.equals(to))
                        .findFirst()
                        .orElseThrow();
        fleet.run(
                        "wan",
                        "set",
                        site.name(),
                        third.name(),
                        "--one-way",
                        "--latency-millis",
                        Long.toString(SLOW.toMillis()))
                .succeeded();
    }

    /**
     * Has Canada stand still, far away from everybody when it goes on: so far that it is without a
     * lease for long enough to elect a leader and to hear its clients.
     */
    private static JsonNode pausedFarAway(Fleet fleet) throws Exception {
        var id =
                fleet.run(
                                "drill",
                                "run",
                                "pause",
                                "--site",
                                "canada",
                                "--seconds",
                                "1",
                                "--yes",
                                "--detach",
                                "-o",
                                "json")
                        .succeeded()
                        .json()
                        .path("id")
                        .asText();
        var folder = fleet.stateFolder().resolve("drills").resolve(id);
        reaches(folder, "baseline");
        for (var other : List.of(Fleet.SHANGHAI, Fleet.HONGKONG)) {
            latency(fleet, new Direction(Fleet.CANADA, other), FAR);
        }
        var goesOnMillis = reaches(folder, "recover");
        // Until here no lease can have come to it.
        Fleet.patiently()
                .until(() -> System.currentTimeMillis() - goesOnMillis > 2 * FAR.toMillis());
        for (var other : List.of(Fleet.SHANGHAI, Fleet.HONGKONG)) {
            usualLatency(fleet, new Direction(Fleet.CANADA, other));
        }
        Fleet.patiently().until(() -> Files.exists(folder.resolve("report.json")));
        var report = JSON.readTree(folder.resolve("report.json").toFile());
        System.out.println("pause: " + report.path("reasons"));
        assertThat(report.path("verdict").asText()).isEqualTo("broken");
        return report;
    }

    /** Waits for a phase; returns since when it is on, in milliseconds since 1970. */
    private static long reaches(Path drill, String phase) {
        var file = drill.resolve("phase.json");
        Fleet.patiently()
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(drill.resolve("report.json")).as("it has ended").doesNotExist();
                    return Files.exists(file)
                            && JSON.readTree(file.toFile()).path("phase").asText().equals(phase);
                });
        try {
            return JSON.readTree(file.toFile()).path("sinceMillis").asLong();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void usualLatency(Fleet fleet, Direction link)
            throws IOException, InterruptedException {
        var usual = requireNonNull(WanProfile.usual(Fleet.SITES).settings().get(link));
        latency(fleet, link, Duration.ofNanos(usual.latencyNanos()));
    }

    /** Of both directions, at once: a command takes longer to start. */
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
                                    false,
                                    OptionalLong.of(latency.toNanos()),
                                    OptionalLong.empty(),
                                    OptionalLong.empty()));
        }
    }
}
