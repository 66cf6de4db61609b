package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.SendResult;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that are killed, and databases that stand still. */
@Order(4)
@ExtendWith(SharedFleet.class)
class LostProcessesIT {

    private static final int MESSAGES = 40;

    private final String mark = "lost " + UUID.randomUUID() + " ";

    @Test
    void nothingAcknowledgedIsLostWhenEachProcessOfASiteIsKilledInTurn(Fleet fleet)
            throws Exception {
        var victims =
                fleet.processes().stream()
                        .map(each -> each.path("process").asText())
                        .filter(name -> name.startsWith("shanghai-"))
                        .toList();
        assertThat(victims).hasSize(4);
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            var expected = new ArrayList<String>();
            for (var victim : victims) {
                var pid = fleet.pid(victim);
                var answers = new ArrayList<CompletableFuture<?>>();
                for (var i = 0; i < MESSAGES; i++) {
                    if (i == MESSAGES / 2) {
                        Fleet.signal("KILL", pid);
                    }
                    var text = mark + victim + " " + i;
                    expected.add(text);
                    answers.add(
                            mei.send(UUID.randomUUID().toString(), amy.account(), text)
                                    .thenAccept(result ->
                                            assertThat(result)
                                                    .as(text)
                                                    .isInstanceOf(SendResult.Acknowledged.class)));
                }
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
                Fleet.patiently()
                        .untilAsserted(() -> {
                            assertThat(fleet.pid(victim)).isNotEqualTo(pid);
                            assertThat(fleet.status().path("problems")).isEmpty();
                        });
            }
            Fleet.patiently()
                    .untilAsserted(() ->
                            assertThat(amy.received(mark))
                                    .containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    @Test
    void factsAreAcknowledgedWhileADatabaseStandsStillAndTheViewCatchesUp(Fleet fleet)
            throws Exception {
        var database = fleet.databasePid(Fleet.SHANGHAI);
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            mei.sendAcknowledged(UUID.randomUUID().toString(), amy.account(), mark + "before");
            Fleet.signal("STOP", database);
            try {
                mei.sendAcknowledged(UUID.randomUUID().toString(), amy.account(), mark + "during");
                Fleet.patiently()
                        .untilAsserted(() -> {
                            assertThat(amy.received(mark)).hasSize(2);
                            assertThat(fleet.status().path("problems").toString())
                                    .contains("shanghai");
                        });
            } finally {
                Fleet.signal("CONT", database);
            }
            fleet.heal();
            assertThat(fleet.site(Fleet.SHANGHAI).path("view").path("lagEntries").asLong())
                    .isZero();
        }
    }
}
