package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.SendResult;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that are killed; what becomes of databases is told in {@link DatabaseFaultsIT}. */
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
}
