package dev.homeport.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.adapter.json.JsonRenderer;
import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.Proposal;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the status says of how others see a site. */
class StatusHealthTest {

    private static FleetLook seen(Optional<HealthLook> health, Optional<Proposal> proposal) {
        return look(
                Optional.of(
                        new SitesLook(
                                1,
                                List.of(
                                        new SiteLook(
                                                new SiteId("canada"),
                                                "in-service",
                                                Optional.empty(),
                                                4_096,
                                                OptionalLong.empty(),
                                                OptionalLong.empty(),
                                                OptionalLong.empty(),
                                                OptionalLong.empty(),
                                                OptionalLong.empty(),
                                                Optional.of("propose"),
                                                health,
                                                proposal,
                                                List.of())))));
    }

    private static FleetLook look(Optional<SitesLook> sites) {
        return new FleetLook(
                "a fleet",
                Optional.of(7L),
                List.of(new FleetLook.Site("canada", List.of())),
                List.of(),
                sites,
                Optional.empty());
    }

    private static HealthLook health(String state, String... parts) {
        return new HealthLook(state, List.of(parts), OptionalLong.of(90_000), Optional.empty());
    }

    @Test
    void aLostSiteAndAProposalAreProblemsWithTheCommandToActByThem() {
        var status =
                StatusDocument.of(
                        seen(
                                Optional.of(health("lost", "access", "log", "witness")),
                                Optional.of(
                                        new Proposal(
                                                OptionalLong.of(95_000), "nobody reaches it"))));

        assertThat(status.texts("problems"))
                .contains(
                        "canada: the control plane sees it lost (access, log, witness) since"
                                + " 1970-01-01T00:01:30Z",
                        "canada: a takeover is proposed since 1970-01-01T00:01:35Z (nobody reaches"
                                + " it); decide on it by 'homeport site fail-over canada'");
        assertThat(JsonRenderer.render(status))
                .contains(
                        "\"health\":{\"state\":\"lost\",\"parts\":[\"access\",\"log\",\"witness\"],"
                            + "\"sinceMillis\":90000,\"detail\":null},\"proposal\":{\"sinceMillis\":95000,\"why\":\"nobody"
                            + " reaches it\"}");
        assertThat(StatusTable.of(status)).contains(", seen lost (access, log, witness)\n");
    }

    @Test
    void aDegradedSiteIsAProblemToo() {
        var status =
                StatusDocument.of(
                        seen(Optional.of(health("degraded", "witness")), Optional.empty()));

        assertThat(status.texts("problems"))
                .contains(
                        "canada: the control plane sees it degraded (witness) since"
                                + " 1970-01-01T00:01:30Z");
    }

    @Test
    void aSiteThatIsWellOrNotSeenIsNoProblem() {
        for (var look :
                List.of(
                        seen(Optional.of(health("well")), Optional.empty()),
                        seen(Optional.of(health("unknown")), Optional.empty()),
                        seen(Optional.empty(), Optional.empty()),
                        look(Optional.empty()))) {
            assertThat(StatusDocument.of(look).texts("problems"))
                    .noneMatch(problem -> problem.contains("control plane sees"));
        }
        assertThat(StatusTable.of(StatusDocument.of(look(Optional.empty())))).contains("canada\n");
    }
}
