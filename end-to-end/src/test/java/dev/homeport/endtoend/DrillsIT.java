package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drills on a live fleet: one that goes to its end, and one whose leader dies in the middle. */
@Order(4)
@ExtendWith(SharedFleet.class)
class DrillsIT {

    private static final Duration DRILL_BOUND = Duration.ofMinutes(5);
    private static final Duration REPLAY_BOUND = Duration.ofMinutes(4);
    private static final int REFUSED = 3;
    private static final int ABORTED = 8;

    /** What of the figures has to be zero in a drill that loses no site. */
    private static final List<String> PROMISES =
            List.of("lost", "duplicated", "reordered", "doubleHomed", "stranded", "unsettled");

    /** Whatever a scenario has left behind, the next one begins without a drill. */
    @AfterEach
    void endDrills(Fleet fleet) throws Exception {
        fleet.run(DRILL_BOUND, "drill", "abort");
    }

    private static JsonNode drill(Fleet fleet, String id) throws Exception {
        return Fleet.stream(
                        fleet.run("drill", "list", "-o", "json").succeeded().json().path("drills"))
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Path file(Fleet fleet, String id, String name) {
        return fleet.stateFolder().resolve("drills").resolve(id).resolve(name);
    }

    @Test
    @Timeout(600)
    void anEvacuationIsRehearsedAndASecondDrillIsRefusedMeanwhile(Fleet fleet) throws Exception {
        var running = CompletableFuture.supplyAsync(() -> evacuate(fleet));
        Fleet.patiently()
                .until(() ->
                        !fleet.run("drill", "list", "-o", "json")
                                .succeeded()
                                .json()
                                .path("drills")
                                .isEmpty());

        var second = fleet.run("drill", "run", "pause", "--site", "canada", "--yes");

        assertThat(second.code()).as("%s", second).isEqualTo(REFUSED);
        assertThat(second.err()).contains("one at a time");

        var said = running.join();
        var report = said.json();
        System.out.println("evacuation: " + report.path("reasons") + report.path("moves"));
        System.out.println("write pause, in ms: " + report.path("writePauseMillis"));
        assertThat(said.code()).as("%s", said).isZero();
        assertThat(report.path("schema").asText()).isEqualTo("homeport/drill-report/0");
        assertThat(report.path("acknowledged").asLong()).isPositive();
        PROMISES.forEach(name -> assertThat(report.path(name).asLong(-1)).as(name).isZero());
        assertThat(Fleet.stream(report.path("moves")).map(move -> move.path("phase").asText()))
                .containsExactly("done", "done");
        assertThat(report.path("writePauseMillis").path("p99").asLong()).isPositive();
        assertThat(report.has("detectMillis")).as("nothing was to be detected").isFalse();
        assertThat(Fleet.stream(report.path("phases")).map(phase -> phase.path("name").asText()))
                .containsExactly(
                        "prepare",
                        "warm-up",
                        "baseline",
                        "evacuate",
                        "away",
                        "fail-back",
                        "after",
                        "read-back");
        var kept = fleet.run("drill", "report", "-o", "json");
        assertThat(kept.code()).isEqualTo(said.code());
        assertThat(kept.json()).isEqualTo(report);
        var site = fleet.run("site", "show", "hongkong", "-o", "json").succeeded().json();
        assertThat(site.path("state").asText()).isEqualTo("in-service");
        theFleetsJournalsAreReplayedAlike(fleet);
    }

    /** All that the fleet's machines have been stepped with, in the midst of it. */
    private static void theFleetsJournalsAreReplayedAlike(Fleet fleet) throws Exception {
        var folder = fleet.stateFolder().toString();
        var said = fleet.run(REPLAY_BOUND, "simulate", "--replay", folder, "-o", "json");

        var journals = Fleet.stream(said.json().path("journals")).toList();
        assertThat(journals)
                .allSatisfy(journal ->
                        assertThat(journal.path("same").asBoolean()).as("%s", journal).isTrue());
        assertThat(said.code()).as("%s", said.err()).isZero();
        for (var kind :
                List.of("lease", "link", "home", "adoption", "observation", "decision", "drill")) {
            var steps =
                    journals.stream()
                            .filter(journal -> journal.path("journal").asText().equals(kind))
                            .mapToLong(journal -> journal.path("steps").asLong())
                            .sum();
            System.out.println("replayed: " + steps + " steps of " + kind);
            assertThat(steps).as(kind).isPositive();
        }
    }

    private static Homeport.Said evacuate(Fleet fleet) {
        try {
            return fleet.run(
                    DRILL_BOUND,
                    "drill",
                    "run",
                    "evacuation",
                    "--site",
                    "hongkong",
                    "--seconds",
                    "3",
                    "--rate",
                    "7",
                    "--yes",
                    "-o",
                    "json");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAKilledLeaderHadChangedIsUndone(Fleet fleet) throws Exception {
        // Given a site that stands still
        var id =
                fleet.run(
                                "drill",
                                "run",
                                "pause",
                                "--site",
                                "canada",
                                "--yes",
                                "--detach",
                                "-o",
                                "json")
                        .succeeded()
                        .json()
                        .path("id")
                        .asText();
        var paused = fleet.pid("canada-full-1");
        Fleet.patiently()
                .untilAsserted(() -> {
                    assertThat(drill(fleet, id).path("phase").asText()).isEqualTo("paused");
                    assertThat(kernelState(paused)).isEqualTo("T");
                });

        // When the process dies that would have continued it
        var phase = Files.readString(file(fleet, id, "phase.json"));
        Fleet.signal("KILL", Long.parseLong(phase.replaceAll(".*\"leader\":(\\d+).*\\s", "$1")));

        // Then its successor does, and says so
        Fleet.patiently()
                .untilAsserted(() ->
                        assertThat(drill(fleet, id).path("verdict").asText()).isEqualTo("aborted"));
        var report = fleet.run("drill", "report", id, "-o", "json");
        assertThat(report.code()).isEqualTo(ABORTED);
        assertThat(report.json().path("reasons").path(0).asText())
                .contains("died in phase paused")
                .contains("undone");
        assertThat(kernelState(paused)).isNotEqualTo("T");
        assertThat(Files.readString(file(fleet, id, "changes.jsonl"))).contains("\"undone\":1");
        Fleet.patiently()
                .untilAsserted(() -> assertThat(fleet.status().path("problems")).isEmpty());
        try (var amy = new Member(fleet, "amy")) {
            amy.sendAcknowledged("after-" + id, amy.account(), "canada writes again");
        }
    }

    private static String kernelState(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 2)[0];
    }
}
