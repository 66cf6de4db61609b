package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody meets who has just started the fleet. */
@Order(1)
@ExtendWith(SharedFleet.class)
class FirstStepsIT {

    @Test
    void everySiteLeadsItsLogAndHoldsTheLeasesOfItsShards(Fleet fleet) {
        var status = fleet.status();

        assertThat(status.path("healthy").asBoolean()).isTrue();
        assertThat(status.path("sites")).hasSize(3);
        for (var site : status.path("sites")) {
            assertThat(site.path("leader").asText()).startsWith(site.path("site").asText());
            assertThat(site.path("table").path("version").asInt()).isEqualTo(1);
            var lease = site.path("lease");
            assertThat(lease.path("shards").asInt())
                    .isPositive()
                    .isEqualTo(lease.path("homedShards").asInt())
                    .isEqualTo(lease.path("openShards").asInt());
            assertThat(lease.path("remainingMillis").asLong())
                    .isBetween(1L, lease.path("budgetMillis").asLong());
            assertThat(Fleet.stream(site.path("links")).map(link -> link.path("state").asText()))
                    .hasSize(2)
                    .allMatch(state -> state.equals("IDLE") || state.equals("UP"));
        }
        assertThat(status.path("coordinator").path("leading").asBoolean()).isTrue();
        assertThat(status.path("control").path("tableVersion").asInt()).isEqualTo(1);
    }

    @Test
    void whatUpSuggestsWorksWordByWord(Fleet fleet) throws Exception {
        assertThat(fleet.started().path("next")).hasSize(3);
        for (var suggestion : fleet.started().path("next")) {
            var words = suggestion.asText().split(" ", -1);
            assertThat(words[0]).isEqualTo("./homeport");
            var arguments = Arrays.copyOfRange(words, 1, words.length);
            assertThat(fleet.run(arguments).succeeded().out()).as(suggestion.asText()).isNotBlank();
        }
    }

    @Test
    void aDemoAccountStandsInTheDatabasesOfAllSites(Fleet fleet) throws Exception {
        for (var account : fleet.started().path("accounts")) {
            for (var site : Fleet.SITES) {
                Fleet.patiently()
                        .untilAsserted(() ->
                                assertThat(
                                                fleet.read(
                                                        site,
                                                        "SELECT COUNT(*) FROM account WHERE id = ?"
                                                                + " AND handle = ?",
                                                        account.path("account").asLong(),
                                                        account.path("handle").asText()))
                                        .as("%s in %s", account, site)
                                        .isOne());
            }
        }
        assertThat(fleet.started().path("accounts")).hasSize(3);
    }

    @Test
    void anotherStartIsRefusedAndNamesTheLauncher(Fleet fleet) throws Exception {
        var refused = fleet.run(Duration.ofMinutes(1), "up", "--detach");

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("in use by the launcher with pid");
        assertThat(fleet.status().path("healthy").asBoolean()).isTrue();
    }

    @Test
    void theRouterKnowsTheHomeOfAnAccountAndOfItsHandle(Fleet fleet) throws Exception {
        for (var account : fleet.started().path("accounts")) {
            var byId =
                    fleet.run(
                            "route",
                            "explain",
                            "--account",
                            account.path("account").asText(),
                            "-o",
                            "json");
            assertThat(byId.succeeded().json().path("home").asText())
                    .isEqualTo(account.path("home").asText());
            var byHandle =
                    fleet.run(
                            "route",
                            "explain",
                            "--handle",
                            account.path("handle").asText(),
                            "-o",
                            "json");
            assertThat(byHandle.succeeded().json().path("home").asText())
                    .isEqualTo(account.path("home").asText());
        }
    }
}
