package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network between two sites, broken in every way. */
@Order(3)
@ExtendWith(SharedFleet.class)
class WanFaultsIT {

    private final String mark = "broken " + UUID.randomUUID() + " ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut shanghai hongkong",
                "cut hongkong shanghai --one-way",
                "stall shanghai hongkong"
            })
    void bothSitesServeTheirUsersAndGetEachOthersEntriesByWayOfTheThird(String fault, Fleet fleet)
            throws Exception {
        try (var mei = new Member(fleet, "mei");
                var kai = new Member(fleet, "kai")) {
            mei.sendAcknowledged(UUID.randomUUID().toString(), kai.account(), mark + "before");
            fleet.run(("wan " + fault).split(" ", -1)).succeeded();

            // The bound of the promise is 3 s; looking takes about one.
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() ->
                            assertThat(
                                            fleet.link(Fleet.HONGKONG, Fleet.SHANGHAI)
                                                    .path("state")
                                                    .asText())
                                    .isEqualTo("DOWN"));
            mei.sendAcknowledged(UUID.randomUUID().toString(), kai.account(), mark + "during");
            kai.sendAcknowledged(UUID.randomUUID().toString(), mei.account(), mark + "back");
            Fleet.patiently()
                    .untilAsserted(() -> {
                        assertThat(kai.received(mark))
                                .isEqualTo(List.of(mark + "before", mark + "during"));
                        assertThat(mei.received(mark)).containsExactly(mark + "back");
                    });
            var down = fleet.link(Fleet.HONGKONG, Fleet.SHANGHAI);
            assertThat(down.path("state").asText()).isEqualTo("DOWN");
            assertThat(down.path("via").asText()).isEqualTo("canada");
            assertThat(down.path("lastHeardMillis").asLong()).isGreaterThan(2_000);

            fleet.heal();
            mei.sendAcknowledged(UUID.randomUUID().toString(), kai.account(), mark + "after");
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(kai.received(mark))
                                    .containsExactly(
                                            mark + "before", mark + "during", mark + "after"));
        }
    }
}
