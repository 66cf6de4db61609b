package dev.homeport.client.adapter.http;

import static dev.homeport.client.adapter.http.ControlReplicas.CANADA;
import static dev.homeport.client.adapter.http.ControlReplicas.HONGKONG;
import static dev.homeport.client.adapter.http.ControlReplicas.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Answer;
import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.Proposal;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SiteReportLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.client.fixture.ScriptedServer;
import dev.homeport.vocabulary.Epoch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the control plane about sites, and how its answers are read. */
class ControlSitesTest {

    private final ControlReplicas replicas = new ControlReplicas();

    @AfterEach
    void stop() {
        replicas.close();
    }

    @Test
    void sitesAreReadWithAndWithoutWhatIsKnownOfThem() throws Exception {
        replicas.canada.answer(
                200,
                """
                {"tableVersion":3,"sites":[
                 {"name":"canada","state":"in-service","access":["https://a:1"],"shards":2731,
                  "nativeShards":1365,"open":2731,"leased":2731,"lagMillis":12,
                  "isolationBudgetMillis":30000,"automation":"propose","health":{"state":"degraded",
                  "parts":["access","witness"],"sinceMillis":77,"detail":"by two"},"proposal":{"since":88,
                  "why":"lost"},"moves":["m-0123456789ab"],"somethingNew":[1]},
                 {"name":"hongkong","state":"evacuated","standIn":"canada","access":[],"shards":0}]}
                """);

        var sites = replicas.control().sites();

        assertThat(sites)
                .isInstanceOfSatisfying(
                        Answer.Given.class,
                        given -> {
                            var look = (SitesLook) given.value();
                            assertThat(look.tableVersion()).isEqualTo(3);
                            assertThat(look.sites())
                                    .containsExactly(
                                            new SiteLook(
                                                    CANADA,
                                                    "in-service",
                                                    Optional.empty(),
                                                    2_731,
                                                    OptionalLong.of(1_365),
                                                    OptionalLong.of(2_731),
                                                    OptionalLong.of(2_731),
                                                    OptionalLong.of(12),
                                                    OptionalLong.of(30_000),
                                                    Optional.of("propose"),
                                                    Optional.of(
                                                            new HealthLook(
                                                                    "degraded",
                                                                    List.of("access", "witness"),
                                                                    OptionalLong.of(77),
                                                                    Optional.of("by two"))),
                                                    Optional.of(
                                                            new Proposal(
                                                                    OptionalLong.of(88), "lost")),
                                                    List.of("m-0123456789ab")),
                                            new SiteLook(
                                                    HONGKONG,
                                                    "evacuated",
                                                    Optional.of(CANADA),
                                                    0,
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    OptionalLong.empty(),
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    List.of()));
                        });
    }

    @Test
    void oneSiteIsReadWithItsReport() throws Exception {
        replicas.canada.answer(
                200,
                """
                {"name":"hongkong","state":"in-service","access":[],"shards":1365,"nativeShards":1365,
                 "moves":[],"tableVersion":3,"report":{"tableVersion":2,"leader":"hongkong/2",
                  "open":[{"epoch":1,"shards":"1366-2730"}],"leased":"1366-2730","logRoomBytes":77,
                  "streams":{"hongkong#1":9},"applied":{},"view":{"lagEntries":4,"lagMillis":9,
                  "trouble":"it is read-only"},"healing":{"orphans":2,"adopted":5,"reseeding":12,
                  "differing":1,"searched":{"hongkong#1":9}},"links":[{"origin":"canada","state":"UP",
                  "lagEntries":3,"oldestUnshippedMillis":8,"detail":"by way of shanghai"},
                  {"origin":"shanghai","state":"IDLE"}]}}
                """);

        var answer = replicas.control().site(HONGKONG);

        assertThat(replicas.canada.calls().getFirst().target()).isEqualTo("/v1/sites/hongkong");
        assertThat(
                        answer instanceof Answer.Given<SiteDetail>(var detail)
                                ? detail.report()
                                : answer)
                .isEqualTo(
                        Optional.of(
                                new SiteReportLook(
                                        Optional.of("hongkong/2"),
                                        2,
                                        List.of(new SiteReportLook.Open(Epoch.FIRST, "1366-2730")),
                                        "1366-2730",
                                        OptionalLong.of(77),
                                        OptionalLong.of(4),
                                        Optional.of("it is read-only"),
                                        List.of(
                                                new SiteReportLook.Link(
                                                        CANADA,
                                                        "UP",
                                                        OptionalLong.of(3),
                                                        OptionalLong.of(8),
                                                        Optional.of("by way of shanghai")),
                                                new SiteReportLook.Link(
                                                        SHANGHAI,
                                                        "IDLE",
                                                        OptionalLong.empty(),
                                                        OptionalLong.empty(),
                                                        Optional.empty())),
                                        Optional.of(new SiteReportLook.Healing(2, 5, 12, 1)))));
    }

    @Test
    void aPolicyNamesWhatIsToChangeAndNothingElse() throws Exception {
        replicas.canada.answer(
                200,
                "{\"site\":{\"name\":\"hongkong\",\"state\":\"in-service\",\"automation\":"
                        + "\"automatic\",\"isolationBudgetMillis\":5000}}");
        var wish =
                new PolicyWish(
                        "r-4",
                        HONGKONG,
                        Optional.of("automatic"),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        "a test");

        var answer = replicas.control().policy(wish);

        assertThat(answer instanceof Answer.Given<SiteLook>(var site) ? site.automation() : answer)
                .isEqualTo(Optional.of("automatic"));
        assertThat(replicas.canada.calls())
                .containsExactly(
                        new ScriptedServer.Call(
                                "POST",
                                "/v1/sites/hongkong/policy",
                                "null",
                                "{\"requestId\":\"r-4\",\"automation\":\"automatic\","
                                        + "\"reason\":\"a test\"}"));
    }

    @Test
    void aCordonNamesTheSite() throws Exception {
        replicas.canada.answer(200, "{\"already\":true}");

        assertThat(replicas.control().cordon(HONGKONG, true, "r-3", OptionalLong.of(4), "a test"))
                .isEqualTo(new Answer.Given<>(true));
        assertThat(replicas.canada.calls().getFirst().target())
                .isEqualTo("/v1/sites/hongkong/cordon");
        assertThat(replicas.canada.calls().getFirst().body())
                .contains("\"cordoned\":true", "\"expectedVersion\":4", "\"requestId\":\"r-3\"");
    }
}
