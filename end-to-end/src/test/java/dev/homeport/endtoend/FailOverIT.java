package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A site whose processes are all dead and stay dead. It has a fleet of its own, and comes before
 * those that share one: two fleets at a time would be too much for a small machine.
 */
@Order(0)
class FailOverIT {

    private static final int NUMBER = 188;
    private static final Duration MOVE_BOUND = Duration.ofMinutes(4);
    private static final int REFUSED = 3;
    private static final String KILLED = "its processes are killed";
    private static Fleet fleet;

    private final String mark = "taken over " + UUID.randomUUID() + " ";

    @BeforeAll
    static void start() throws Exception {
        fleet = Fleet.start(NUMBER);
    }

    @AfterAll
    static void end() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static JsonNode site(SiteId site) throws IOException, InterruptedException {
        return fleet.run("site", "show", site.name(), "-o", "json").succeeded().json();
    }

    private static long messages(SiteId site) throws Exception {
        return fleet.read(site, "SELECT COUNT(*) FROM message");
    }

    /** Users of all three sites that write for a while. */
    private static CompletableFuture<Homeport.Said> load() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fleet.run(MOVE_BOUND, "load", "--seconds", "60", "--rate", "30");
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        });
    }

    private static JsonNode adopted(SiteId site) throws IOException, InterruptedException {
        return fleet.run("site", "adopted", site.name(), "--limit", "1000", "-o", "json")
                .succeeded()
                .json()
                .path("adopted");
    }

    /** What was adopted is the same everywhere, but for where each log has it. */
    private static List<String> adoptedWithoutPositions(SiteId site)
            throws IOException, InterruptedException {
        return Fleet.stream(adopted(site))
                .map(each -> ((ObjectNode) each).without("position").toString())
                .sorted()
                .toList();
    }

    private static void assertThatItIsListedAtEverySite() {
        Fleet.patiently()
                .untilAsserted(() -> {
                    var listed = adoptedWithoutPositions(Fleet.SHANGHAI);
                    assertThat(listed)
                            .anySatisfy(each ->
                                    assertThat(each)
                                            .contains("\"kind\":\"message\"")
                                            .contains("\"outcome\":\"adopted\"")
                                            .contains("\"from\":\"shanghai#1\""));
                    for (var site : Fleet.SITES) {
                        assertThat(adoptedWithoutPositions(site)).isEqualTo(listed);
                        assertThat(site(site).at("/report/healing/adopted").asInt())
                                .isEqualTo(listed.size());
                    }
                });
    }

    @Test
    @Timeout(600)
    void theHomesOfADeadSiteAreTakenOverAndGoBackWithAllThatItHadAcknowledged() throws Exception {
        // Given a site that is well, which nobody takes over
        Fleet.patiently()
                .untilAsserted(() ->
                        assertThat(site(Fleet.SHANGHAI).at("/health/state").asText())
                                .isEqualTo("well"));
        var early = fleet.run(MOVE_BOUND, "site", "fail-over", "shanghai", "--yes");
        assertThat(early.code()).as("%s", early).isEqualTo(REFUSED);
        var budgetMillis = budgetMillis(Fleet.SHANGHAI);

        var load = load();
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            var atHome =
                    mei.sendAcknowledged(
                            UUID.randomUUID().toString(), amy.account(), mark + "before");
            assertThat(atHome.site()).isEqualTo(Fleet.SHANGHAI);
            Fleet.patiently()
                    .untilAsserted(
                            () -> assertThat(amy.received(mark)).containsExactly(mark + "before"));

            // When it acknowledges something that reaches no other site, and everything of it dies
            fleet.run("wan", "cut", "shanghai", "hongkong").succeeded();
            fleet.run("wan", "cut", "shanghai", "canada").succeeded();
            var stranded =
                    mei.sendAcknowledged(
                            UUID.randomUUID().toString(), amy.account(), mark + "stranded");
            assertThat(stranded.site()).isEqualTo(Fleet.SHANGHAI);
            var heldMillis = System.currentTimeMillis();
            new Hands(fleet).hold(Fleet.SHANGHAI);
            fleet.run("wan", "heal").succeeded();

            // Then it is seen as lost, and an operator is told what to do
            Fleet.patiently()
                    .untilAsserted(() -> {
                        var lost = site(Fleet.SHANGHAI);
                        assertThat(lost.at("/health/state").asText()).isEqualTo("lost");
                        assertThat(lost.at("/proposal/why").asText()).isNotEmpty();
                        assertThat(fleet.status().path("problems").toString())
                                .contains("homeport site fail-over shanghai");
                    });
            var dry =
                    fleet.run("site", "fail-over", "shanghai", "--dry-run", "-o", "json")
                            .succeeded()
                            .json();
            assertThat(dry.at("/receipt/bound").asText()).isEqualTo("unbounded");
            assertThat(dry.at("/receipt/mirrored")).isNotEmpty();

            // When that is done
            var before = messages(Fleet.CANADA);
            var done =
                    fleet.run(MOVE_BOUND, "site", "fail-over", "shanghai", "--yes", "-o", "json")
                            .succeeded()
                            .json();

            // Then its homes are elsewhere, not before its leases have run out
            assertThat(done.at("/move/phase").asText()).isEqualTo("done");
            assertThat(done.at("/plan/transfers/0/from").asText()).isEqualTo("shanghai");
            assertThat(done.at("/move/endedMillis").asLong() - heldMillis)
                    .isGreaterThan(budgetMillis / 2);
            assertThat(site(Fleet.SHANGHAI).path("shards").asInt()).isZero();
            var home = done.at("/plan/transfers/0/to").asText();
            Fleet.patiently()
                    .untilAsserted(() -> {
                        var route = fleet.run("route", "explain", "--handle", "mei", "-o", "json");
                        assertThat(route.succeeded().json().path("home").asText()).isEqualTo(home);
                    });

            // And its users write there, while the others have never stopped
            var sent =
                    mei.sendAcknowledged(
                            UUID.randomUUID().toString(), amy.account(), mark + "after");
            assertThat(sent.site().name()).isEqualTo(home);
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark))
                                    .containsExactly(mark + "before", mark + "after"));
            assertThat(messages(Fleet.CANADA)).isGreaterThan(before);

            // When it comes back, what it alone had is adopted, and only then it gets its homes
            new Hands(fleet).release(Fleet.SHANGHAI);
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark))
                                    .containsExactly(
                                            mark + "before", mark + "after", mark + "stranded"));
            assertThatItIsListedAtEverySite();
            Fleet.patiently()
                    .untilAsserted(() -> {
                        var back = fleet.run(MOVE_BOUND, "site", "fail-back", "shanghai", "--yes");
                        assertThat(back.code()).as("%s", back).isZero();
                    });
            var last =
                    mei.sendAcknowledged(
                            UUID.randomUUID().toString(), amy.account(), mark + "home");
            assertThat(last.site()).isEqualTo(Fleet.SHANGHAI);
        } finally {
            // It ends by itself; a dead site cannot be read back, so its verdict says nothing.
            var _ = load.handle((_, _) -> "ended").join();
        }

        // And every site holds the same
        Fleet.patiently()
                .untilAsserted(() -> {
                    var held = messages(Fleet.SHANGHAI);
                    assertThat(messages(Fleet.HONGKONG)).isEqualTo(held);
                    assertThat(messages(Fleet.CANADA)).isEqualTo(held);
                });
    }

    @Test
    @Timeout(600)
    void nobodyWaitsForTheLeasesOfADeadSiteThatIsVouchedFor() throws Exception {
        fleet.heal();
        var budgetMillis = budgetMillis(Fleet.HONGKONG);
        try (var kai = new Member(fleet, "kai")) {
            assertThat(write(kai, "before")).isEqualTo(Fleet.HONGKONG);
            new Hands(fleet).hold(Fleet.HONGKONG);
            var deadMillis = System.currentTimeMillis();

            // It is refused until the site is seen as lost; then it need not wait.
            var done = fencedOnceItIsLost(Fleet.HONGKONG);

            assertThat(done.at("/move/phase").asText()).isEqualTo("done");
            assertThat(done.at("/receipt/fence").asText()).isEqualTo(KILLED);
            assertThat(done.at("/move/endedMillis").asLong() - deadMillis).isLessThan(budgetMillis);
            assertThat(write(kai, "after").name())
                    .isEqualTo(done.at("/plan/transfers/0/to").asText());

            new Hands(fleet).release(Fleet.HONGKONG);
            Fleet.patiently()
                    .untilAsserted(() -> {
                        var back = fleet.run(MOVE_BOUND, "site", "fail-back", "hongkong", "--yes");
                        assertThat(back.code()).as("%s", back).isZero();
                    });
            assertThat(write(kai, "home")).isEqualTo(Fleet.HONGKONG);
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(kai.received(mark))
                                    .containsExactlyInAnyOrder(
                                            mark + "before", mark + "after", mark + "home"));
        }
    }

    private static long budgetMillis(SiteId site) throws IOException, InterruptedException {
        var budget =
                fleet.run("site", "policy", site.name(), "-o", "json")
                        .succeeded()
                        .json()
                        .path("isolationBudgetMillis")
                        .asLong();
        assertThat(budget).isPositive();
        return budget;
    }

    /** Writes to oneself, and returns the site that acknowledged it. */
    private SiteId write(Member member, String what) {
        return member.sendAcknowledged(UUID.randomUUID().toString(), member.account(), mark + what)
                .site();
    }

    private static JsonNode fencedOnceItIsLost(SiteId site) {
        return Fleet.patiently()
                .until(
                        () ->
                                fleet.run(
                                        MOVE_BOUND,
                                        "site",
                                        "fail-over",
                                        site.name(),
                                        "--fenced",
                                        KILLED,
                                        "--yes",
                                        "-o",
                                        "json"),
                        said -> said.code() != REFUSED)
                .succeeded()
                .json();
    }
}
