package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Answer;
import dev.homeport.client.Handle;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.http.HttpSite;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A site that reaches no other. */
@Order(5)
@ExtendWith(SharedFleet.class)
class IsolationIT {

    @Test
    void aSiteGoesOnForItsBudgetThenRefusesWritesWithTheReasonAndServesReads(Fleet fleet)
            throws Exception {
        var door =
                fleet.folder().doors().stream()
                        .filter(each -> each.site().equals(Fleet.SHANGHAI))
                        .findFirst()
                        .orElseThrow();
        var account = fleet.folder().account(new Handle("mei"));
        try (var mei = new Member(fleet, "mei");
                var http =
                        fleet.folder()
                                .trust()
                                .client(Executors.newVirtualThreadPerTaskExecutor())) {
            var site = new HttpSite(http, door, Duration.ofSeconds(10));
            fleet.run("wan", "cut", "shanghai", "hongkong").succeeded();
            fleet.run("wan", "cut", "shanghai", "canada").succeeded();

            mei.sendAcknowledged(UUID.randomUUID().toString(), mei.account(), "still at home");
            Fleet.patiently()
                    .untilAsserted(() -> {
                        var lease = fleet.site(Fleet.SHANGHAI).path("lease");
                        assertThat(lease.path("shards").asInt()).isZero();
                    });
            var refused =
                    new PlainSender(http, door, account.token())
                            .send(UUID.randomUUID().toString(), mei.account());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("NO_LEASE");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            var read = site.inbox(account.token(), SyncKey.START, 10);
            assertThat(read).isInstanceOf(Answer.Given.class);

            fleet.heal();
            mei.sendAcknowledged(UUID.randomUUID().toString(), mei.account(), "home again");
        }
    }
}
