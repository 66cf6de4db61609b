package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.client.Answer;
import dev.homeport.client.Home;
import dev.homeport.client.adapter.http.HttpControl;
import dev.homeport.client.adapter.http.HttpRouter;
import dev.homeport.client.checker.Fault;
import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteReportLook.Open;
import dev.homeport.client.load.LoadTimes;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that coordinates is dead while routers and nodes of sites are killed and come back
 * from their disks alone: users write on, and no home changes hands. It has a fleet of its own, as
 * {@link FailOverIT} has.
 */
@Order(0)
class StaticStabilityIT {

    private static final int NUMBER = 189;
    private static final int RATE = 12;

    /** Each is a replica of the control plane and a voter of the coordinator. */
    private static final List<String> COORDINATION =
            Fleet.SITES.stream().map(site -> site + "-coordinator-4").toList();

    /** The member of each site that signs in while everything that coordinates is dead. */
    private static final Map<SiteId, String> NEWCOMERS =
            Map.of(Fleet.SHANGHAI, "mei", Fleet.HONGKONG, "kai", Fleet.CANADA, "amy");

    /** Longer than a process is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** From the death of a process until its site serves all users, on a full machine. */
    private static final Duration RESTART_BOUND = Duration.ofSeconds(45);

    /** How long a site's users may wait while none of its own processes is away. */
    private static final Duration QUIET_BOUND = Duration.ofSeconds(5);

    /** As long as the control plane needs to see a site as lost, and more. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(8);

    private static Fleet fleet;

    private final String mark = "stable " + UUID.randomUUID() + " ";

    /**
     * A process was away, from its death until its site's users, if it has one, were all served.
     */
    private record Restart(String process, Optional<SiteId> site, long fromNanos, long untilNanos) {

        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(untilNanos - fromNanos);
        }
    }

    /** What no restart may change. */
    private record Homes(
            long tableVersion,
            Map<SiteId, String> states,
            Map<SiteId, List<Open>> open,
            Map<SiteId, Long> openings,
            Map<AccountId, Home> routes) {}

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

    @Test
    @Timeout(600)
    void nobodyNoticesThatNothingCoordinatesWhileRoutersAndNodesAreStartedAgain() throws Exception {
        fleet.heal();
        var hands = new Hands(fleet);
        var restarts = new ArrayList<Restart>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var operator = fleet.folder().operator().client(executor);
                var http = fleet.folder().trust().client(executor);
                var writers = Writers.begin(fleet, RATE, PATIENCE)) {
            var control = new HttpControl(operator, fleet.folder().controls(), new Random(1));
            var router = new HttpRouter(http, fleet.folder().router(), fleet.folder().doors());
            // Given sites that would be taken over at once, if anybody saw them as lost
            for (var site : Fleet.SITES) {
                var wish = automatic(site);
                Fleet.patiently().untilAsserted(() -> given(control.policy(wish)));
                writers.awaitAcknowledgements(site);
            }
            var before = homes(control, router, writers.accounts());

            // When everything that coordinates is dead
            for (var process : COORDINATION) {
                hands.hold(process);
            }
            assertThat(control.sites()).isInstanceOf(Answer.Refused.class);

            // And the router and a node of each site are killed meanwhile, one with a witness
            restarts.add(restarted(hands, writers, "router-2", Optional.empty()));
            restarts.add(restarted(hands, writers, "shanghai-full-1", Optional.of(Fleet.SHANGHAI)));
            restarts.add(restarted(hands, writers, "hongkong-full-1", Optional.of(Fleet.HONGKONG)));
            restarts.add(restarted(hands, writers, "canada-log-3", Optional.of(Fleet.CANADA)));

            // Then who comes only now is led home by a router that knows its table from its disk
            signInAndWrite();
            assertThat(routes(router, writers.accounts())).isEqualTo(before.routes());
            for (var process : COORDINATION) {
                assertThat(hands.process(process).path("state").asText()).isEqualTo("held");
            }

            // When it is back, it finds everything as it was
            for (var process : COORDINATION) {
                hands.release(process);
            }
            Fleet.patiently()
                    .untilAsserted(() -> {
                        assertThat(fleet.status().path("problems")).isEmpty();
                        assertThat(homes(control, router, writers.accounts())).isEqualTo(before);
                    });
            await().during(AFTERWARDS)
                    .atMost(AFTERWARDS.multipliedBy(3))
                    .untilAsserted(() -> assertThatNobodyIsLost(control));
            assertThat(homes(control, router, writers.accounts())).isEqualTo(before);
            assertThat(given(control.moves())).isEmpty();
            assertThatNothingWasLost(writers);
            assertThatTheyWroteOn(writers, restarts);
        }
    }

    private static PolicyWish automatic(SiteId site) {
        return new PolicyWish(
                UUID.randomUUID().toString(),
                site,
                Optional.of("automatic"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "a test");
    }

    private static Restart restarted(
            Hands hands, Writers writers, String process, Optional<SiteId> site) throws Exception {
        var pid = hands.process(process).path("pid").asLong();
        assertThat(pid).as(process).isPositive();
        var from = System.nanoTime();
        Fleet.signal("KILL", pid);
        await().atMost(RESTART_BOUND)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    var now = hands.process(process);
                    assertThat(now.path("pid").asLong(pid)).as("%s", now).isNotEqualTo(pid);
                    assertThat(now.path("state").asText()).as("%s", now).isEqualTo("ready");
                });
        site.ifPresent(writers::awaitAcknowledgements);
        var restart = new Restart(process, site, from, System.nanoTime());
        System.out.println(process + " was away for " + restart.millis() + " ms");
        return restart;
    }

    private void signInAndWrite() throws Exception {
        for (var newcomer : NEWCOMERS.entrySet()) {
            try (var member = new Member(fleet, newcomer.getValue())) {
                var sent =
                        member.sendAcknowledged(
                                UUID.randomUUID().toString(),
                                member.account(),
                                mark + newcomer.getValue());
                assertThat(sent.site()).isEqualTo(newcomer.getKey());
                Fleet.patiently()
                        .untilAsserted(() ->
                                assertThat(member.received(mark))
                                        .containsExactly(mark + newcomer.getValue()));
            }
        }
    }

    private static Homes homes(HttpControl control, HttpRouter router, List<AccountId> accounts)
            throws Exception {
        var states = new HashMap<SiteId, String>();
        var open = new HashMap<SiteId, List<Open>>();
        var openings = new HashMap<SiteId, Long>();
        for (var site : Fleet.SITES) {
            SiteDetail detail = given(control.site(site));
            assertThat(detail.report()).as("what %s reports", site).isPresent();
            states.put(site, detail.site().state());
            open.put(site, detail.report().orElseThrow().open());
            openings.put(site, fleet.read(site, "SELECT COUNT(*) FROM shard_opening_history"));
        }
        return new Homes(
                given(control.sites()).tableVersion(),
                states,
                open,
                openings,
                routes(router, accounts));
    }

    private static Map<AccountId, Home> routes(HttpRouter router, List<AccountId> accounts) {
        var routes = new HashMap<AccountId, Home>();
        for (var account : accounts) {
            routes.put(account, given(router.homeOf(account).toCompletableFuture().join()));
        }
        return routes;
    }

    private static <T> T given(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw new AssertionError(refusal.toString());
        };
    }

    private static void assertThatNobodyIsLost(HttpControl control) throws InterruptedException {
        for (var site : given(control.sites()).sites()) {
            assertThat(site.health().map(HealthLook::state)).as("%s", site).contains("well");
            assertThat(site.proposal()).as("%s", site).isEmpty();
            assertThat(site.moves()).as("%s", site).isEmpty();
        }
    }

    private static void assertThatNothingWasLost(Writers writers) {
        var outcome = writers.end();
        var verdict = outcome.verdict();
        assertThat(verdict.findings())
                .filteredOn(each -> each.fault() != Fault.UNKNOWN_TURNED_UP)
                .isEmpty();
        assertThat(outcome.unreadable()).isEmpty();
        assertThat(verdict.acknowledged()).isEqualTo(outcome.asked().size());
        System.out.println(
                verdict.acknowledged()
                        + " acknowledged, none lost; longest wait of each user, in ms: "
                        + LoadTimes.of(outcome).pauses().millis());
    }

    /** Who waits does so for a process of one's own site that is away. */
    private static void assertThatTheyWroteOn(Writers writers, List<Restart> restarts) {
        assertThat(restarts)
                .allSatisfy(each ->
                        assertThat(each.millis())
                                .as("%s", each)
                                .isLessThan(RESTART_BOUND.toMillis()));
        for (var site : Fleet.SITES) {
            var times = writers.acknowledgedNanos(site);
            for (var i = 1; i < times.size(); i++) {
                var from = times.get(i - 1);
                var until = times.get(i);
                if (until - from > QUIET_BOUND.toNanos()) {
                    assertThat(restarts)
                            .as(
                                    "users of %s waited %s ms",
                                    site, TimeUnit.NANOSECONDS.toMillis(until - from))
                            .anyMatch(each ->
                                    each.site().equals(Optional.of(site))
                                            && each.fromNanos() - until < 0
                                            && each.untilNanos() - from > 0);
                }
            }
        }
    }
}
