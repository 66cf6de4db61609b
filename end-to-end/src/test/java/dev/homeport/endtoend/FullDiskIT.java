package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

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

/**
 * A site whose disk has not a byte left: it refuses writes and says why, serves reads, and takes
 * nobody else down; with room it goes on by itself.
 */
@Order(4)
@ExtendWith(SharedFleet.class)
class FullDiskIT {

    /** Longer than every clock by which processes look, renew and compact. */
    private static final Duration FULL = Duration.ofSeconds(20);

    private final String mark = "disk " + UUID.randomUUID() + " ";

    @Test
    void aSiteWhoseDiskIsFullRefusesWritesAndComesBackByItself(Fleet fleet) throws Exception {
        assumeThat(fleet.diskOfCanada())
                .as("a small disk under Canada's folder, which only root can mount")
                .isPresent();
        var disk = fleet.diskOfCanada().orElseThrow();
        var door =
                fleet.folder().doors().stream()
                        .filter(each -> each.site().equals(Fleet.CANADA))
                        .findFirst()
                        .orElseThrow();
        var amysToken = fleet.folder().account(new Handle("amy")).token();
        var pids = fleet.pids();
        try (var mei = new Member(fleet, "mei");
                var kai = new Member(fleet, "kai");
                var amy = new Member(fleet, "amy");
                var http =
                        fleet.folder()
                                .trust()
                                .client(Executors.newVirtualThreadPerTaskExecutor())) {
            amy.sendAcknowledged(UUID.randomUUID().toString(), mei.account(), mark + "before");
            var plain = new PlainSender(http, door, amysToken);
            var waiting = UUID.randomUUID().toString();
            try (var filling = disk.fill()) {
                Fleet.patiently()
                        .untilAsserted(() ->
                                assertThat(fleet.status().path("problems").toString())
                                        .contains("canada-full-1: takes no writes")
                                        .contains("disk is nearly full"));
                var until = System.nanoTime() + FULL.toNanos();
                Fleet.patiently()
                        .pollDelay(Duration.ZERO)
                        .until(() -> {
                            filling.again();
                            PlainSender.assertRefused(
                                    plain.send(waiting, mei.account()),
                                    429,
                                    "OVERLOADED",
                                    "disk is nearly full");
                            mei.sendAcknowledged(
                                    UUID.randomUUID().toString(), kai.account(), mark + "others");
                            mei.sendAcknowledged(
                                    UUID.randomUUID().toString(), amy.account(), mark + "waits");
                            return System.nanoTime() - until >= 0;
                        });
                var read =
                        new HttpSite(http, door, Duration.ofSeconds(10))
                                .inbox(amysToken, SyncKey.START, 10);
                assertThat(read).isInstanceOf(Answer.Given.class);
                assertThat(amy.received(mark)).isEmpty();
            }
            Fleet.patiently()
                    .untilAsserted(() -> {
                        assertThat(plain.send(waiting, mei.account()).statusCode()).isEqualTo(200);
                        assertThat(amy.received(mark))
                                .hasSameSizeAs(kai.received(mark))
                                .isNotEmpty();
                        assertThat(mei.received(mark)).containsExactly(mark + "before");
                    });
        }
        assertThatNoException().isThrownBy(fleet::heal);
        assertThat(fleet.pids()).as("nothing has died of it").isEqualTo(pids);
    }
}
