package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Homes that are moved away from a site and back while users write. */
@Order(4)
@ExtendWith(SharedFleet.class)
class MovesIT {

    private static final Duration MOVE_BOUND = Duration.ofMinutes(3);
    private static final Duration LOAD_BOUND = Duration.ofMinutes(6);
    private static final int LATER = 4;
    private static final int SHARDS = 4_096;
    private static final int MESSAGES_BEFORE = 100;
    private static final double MOST_UNKNOWN = 0.02;

    private final String mark = "moved " + UUID.randomUUID() + " ";

    /**
     * Whatever a scenario has left behind, the next one begins with every home where it belongs.
     */
    @AfterEach
    void bringHomesBack(Fleet fleet) throws Exception {
        fleet.run("wan", "set", "hongkong", "canada", "--bytes-per-second", "0").succeeded();
        for (var site : Fleet.SITES) {
            if (site(fleet, site).path("state").asText().equals("evacuated")) {
                moved(fleet, "fail-back", site.name());
            }
        }
    }

    private static Homeport.Said move(Fleet fleet, String verb, String... arguments)
            throws IOException, InterruptedException {
        var words = new String[arguments.length + 3];
        words[0] = "site";
        words[1] = verb;
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        words[words.length - 1] = "--yes";
        return fleet.run(MOVE_BOUND, words);
    }

    private static Homeport.Said moved(Fleet fleet, String verb, String... arguments)
            throws IOException, InterruptedException {
        return settled(fleet, verb, arguments).succeeded();
    }

    /** A move that is refused for now, such as by a link that lags, is asked for again. */
    private static Homeport.Said settled(Fleet fleet, String verb, String... arguments)
            throws IOException, InterruptedException {
        var until = System.nanoTime() + MOVE_BOUND.toNanos();
        var said = move(fleet, verb, arguments);
        while (said.code() == LATER && System.nanoTime() - until < 0) {
            said = move(fleet, verb, arguments);
        }
        return said;
    }

    private static JsonNode site(Fleet fleet, SiteId site)
            throws IOException, InterruptedException {
        return fleet.run("site", "show", site.name(), "-o", "json").succeeded().json();
    }

    private static String homeOf(Fleet fleet, String subject, String value)
            throws IOException, InterruptedException {
        return fleet.run("route", "explain", subject, value, "-o", "json")
                .succeeded()
                .json()
                .path("home")
                .asText();
    }

    /** Load at all sites that has begun to send. */
    private static CompletableFuture<Homeport.Said> load(Fleet fleet, int seconds)
            throws Exception {
        var before = messages(fleet);
        var load =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return fleet.run(
                                LOAD_BOUND,
                                "load",
                                "--seconds",
                                Integer.toString(seconds),
                                "--rate",
                                "60",
                                "-o",
                                "json");
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new AssertionError(e);
                    }
                });
        Fleet.patiently()
                .untilAsserted(() -> {
                    assertThat(load).isNotDone();
                    assertThat(messages(fleet)).isGreaterThan(before + MESSAGES_BEFORE);
                });
        return load;
    }

    private static long messages(Fleet fleet) throws Exception {
        return fleet.read(Fleet.SHANGHAI, "SELECT COUNT(*) FROM message");
    }

    private static void assertNothingBroke(CompletableFuture<Homeport.Said> load) {
        var report = load.join().succeeded().json();
        for (var fault : List.of("lost", "duplicated", "reordered", "doubleHomed", "stranded")) {
            assertThat(report.path(fault).asLong()).as("%s of %s", fault, report).isZero();
        }
        var acknowledged = report.path("acknowledged").asLong();
        assertThat(acknowledged).isPositive();
        assertThat(report.path("unknown").asLong())
                .isLessThanOrEqualTo((long) (MOST_UNKNOWN * acknowledged));
        System.out.println("write pause of users, in ms: " + report.path("writePauseMillis"));
    }

    @Test
    void homesGoAwayAndComeBackUnderLoadAndNothingIsLost(Fleet fleet) throws Exception {
        var load = load(fleet, 75);
        try (var kai = new Member(fleet, "kai");
                var amy = new Member(fleet, "amy")) {
            kai.sendAcknowledged(UUID.randomUUID().toString(), amy.account(), mark + "before");

            // Given a plan, and a version that is not the one that it was made for
            var dry =
                    fleet.run(
                                    "site",
                                    "evacuate",
                                    "hongkong",
                                    "--to",
                                    "canada",
                                    "--dry-run",
                                    "-o",
                                    "json")
                            .succeeded()
                            .json();
            var plan = dry.path("plan");
            var version = plan.path("fromVersion").asLong();
            assertThat(dry.path("move").isNull()).isTrue();
            var late =
                    move(
                            fleet,
                            "evacuate",
                            "hongkong",
                            "--to",
                            "canada",
                            "--expected-version",
                            Long.toString(version + 7));
            assertThat(late.code()).isEqualTo(3);
            assertThat(late.err()).contains("expectedVersion");
            assertThat(site(fleet, Fleet.HONGKONG).path("moves")).isEmpty();

            // When the site is evacuated at the version of the plan
            var evacuated =
                    move(
                                    fleet,
                                    "evacuate",
                                    "hongkong",
                                    "--to",
                                    "canada",
                                    "--expected-version",
                                    Long.toString(version),
                                    "-o",
                                    "json")
                            .succeeded()
                            .json();

            // Then it was that very plan, and everybody knows
            assertThat(evacuated.path("plan").toString()).isEqualTo(plan.toString());
            assertThat(evacuated.path("move").path("phase").asText()).isEqualTo("done");
            var empty = site(fleet, Fleet.HONGKONG);
            assertThat(empty.path("state").asText()).isEqualTo("evacuated");
            assertThat(empty.path("standIn").asText()).isEqualTo("canada");
            assertThat(empty.path("shards").asInt()).isZero();
            Fleet.patiently()
                    .untilAsserted(() -> {
                        assertThat(homeOf(fleet, "--handle", "kai")).isEqualTo("canada");
                        assertThat(homeOf(fleet, "--ip", "1.1.1.1")).isEqualTo("canada");
                        assertThat(fleet.status().path("problems")).isEmpty();
                    });
            var sent =
                    kai.sendAcknowledged(
                            UUID.randomUUID().toString(), amy.account(), mark + "there");
            assertThat(sent.site()).isEqualTo(Fleet.CANADA);
            amy.sendAcknowledged(UUID.randomUUID().toString(), kai.account(), mark + "to kai");
            var again = moved(fleet, "evacuate", "hongkong", "-o", "json").json();
            assertThat(again.path("already").asBoolean()).isTrue();

            // When its homes come back
            var back = moved(fleet, "fail-back", "hongkong", "-o", "json").json();

            assertThat(back.path("move").path("phase").asText()).isEqualTo("done");
            var full = site(fleet, Fleet.HONGKONG);
            assertThat(full.path("state").asText()).isEqualTo("in-service");
            assertThat(full.path("shards").asInt())
                    .isPositive()
                    .isEqualTo(full.path("nativeShards").asInt());
            var home =
                    kai.sendAcknowledged(
                            UUID.randomUUID().toString(), amy.account(), mark + "back");
            assertThat(home.site()).isEqualTo(Fleet.HONGKONG);
            Fleet.patiently()
                    .untilAsserted(() -> {
                        assertThat(amy.received(mark))
                                .containsExactly(mark + "before", mark + "there", mark + "back");
                        assertThat(kai.received(mark)).containsExactly(mark + "to kai");
                    });
        }
        assertNothingBroke(load);
    }

    @Test
    void aMoveEndsAlsoWhenTheReplicaIsKilledThatBeganIt(Fleet fleet) throws Exception {
        var begun = moved(fleet, "evacuate", "hongkong", "--detach", "-o", "json").json();
        var leader = fleet.status().path("control").path("leader").asText();
        fleet.kill(leader.replace("/", "-coordinator-"));

        var id = begun.path("move").path("id").asText();
        var watched = fleet.run(MOVE_BOUND, "move", "watch", id, "-o", "json").succeeded().json();

        assertThat(watched.path("phase").asText()).isEqualTo("done");
        assertThat(site(fleet, Fleet.HONGKONG).path("shards").asInt()).isZero();
        Fleet.patiently()
                .untilAsserted(() -> assertThat(fleet.status().path("problems")).isEmpty());
        moved(fleet, "fail-back", "hongkong");
    }

    @Test
    void aSiteThatGetsTheOldHomesEntriesLateShowsTheSameInboxes(Fleet fleet) throws Exception {
        var load = load(fleet, 40);
        fleet.run("wan", "set", "hongkong", "canada", "--bytes-per-second", "65536").succeeded();

        moved(fleet, "evacuate", "hongkong", "--to", "shanghai");
        fleet.run("wan", "set", "hongkong", "canada", "--bytes-per-second", "0").succeeded();
        moved(fleet, "fail-back", "hongkong");

        // Every inbox is read from every site, and judged.
        assertNothingBroke(load);
    }

    @Test
    void aMoveThatIsTakenBackLeavesEveryHomeWhereItWas(Fleet fleet) throws Exception {
        var begun = moved(fleet, "evacuate", "hongkong", "--detach", "-o", "json").json();
        var id = begun.path("move").path("id").asText();

        var aborted = fleet.run(MOVE_BOUND, "move", "abort", id, "--yes", "-o", "json");

        // The move may have been done before it could be taken back.
        assertThat(aborted.code()).as("%s", aborted).isIn(0, 3);
        if (aborted.code() == 0) {
            assertThat(aborted.json().path("move").path("phase").asText()).isEqualTo("aborted");
            assertThat(fleet.run(MOVE_BOUND, "move", "watch", id).code()).isEqualTo(8);
            var site = site(fleet, Fleet.HONGKONG);
            assertThat(site.path("shards").asInt()).isEqualTo(site.path("nativeShards").asInt());
        }
        try (var kai = new Member(fleet, "kai")) {
            kai.sendAcknowledged(UUID.randomUUID().toString(), kai.account(), mark + "still");
        }
    }

    @Test
    void twoSitesAreNotEvacuatedIntoEachOther(Fleet fleet) throws Exception {
        var shanghai = begin(fleet, "shanghai");
        var canada = begin(fleet, "canada");

        var codes = List.of(shanghai.join().code(), canada.join().code());

        assertThat(codes).contains(0).isSubsetOf(0, 3);
        var shards = 0;
        for (var site : Fleet.SITES) {
            var shown = site(fleet, site);
            shards += shown.path("shards").asInt();
            if (shown.path("state").asText().equals("evacuated")) {
                assertThat(shown.path("shards").asInt()).as("%s", shown).isZero();
            }
        }
        assertThat(shards).isEqualTo(SHARDS);
    }

    private static CompletableFuture<Homeport.Said> begin(Fleet fleet, String site) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return settled(fleet, "evacuate", site);
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whoCannotBeAskedSaysYesBeforehand(Fleet fleet) throws Exception {
        for (var verb : List.of("evacuate", "fail-back")) {
            var said = fleet.run("site", verb, "hongkong");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).contains("there is nobody to ask; give --yes");
        }
        var nowhere = move(fleet, "evacuate", "paris");
        assertThat(nowhere.code()).isEqualTo(3);
        assertThat(nowhere.err()).contains("paris");
    }
}
