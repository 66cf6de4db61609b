package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.Registration;
import dev.homeport.client.adapter.http.HttpRegistrar;
import dev.homeport.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Accounts that are registered at several sites. */
@Order(2)
@ExtendWith(SharedFleet.class)
class RegistrationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String handle =
            "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);

    @Test
    void ofTwoWhoWantOneHandleAtTwoSitesAtTheSameTimeExactlyOneGetsIt(Fleet fleet)
            throws Exception {
        var folder = fleet.folder();
        var token = folder.registrarToken();
        try (var http = folder.trust().client(Executors.newVirtualThreadPerTaskExecutor());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 5; round++) {
                var wanted = handle + round;
                var tries =
                        folder.doors().stream()
                                .<Callable<Registration>>map(door ->
                                        () ->
                                                new HttpRegistrar(
                                                                http,
                                                                door,
                                                                token,
                                                                PATIENCE,
                                                                new Random(1))
                                                        .register(
                                                                UUID.randomUUID().toString(),
                                                                wanted))
                                .toList();
                var outcomes =
                        threads.invokeAll(tries).stream().map(each -> each.resultNow()).toList();

                assertThat(outcomes)
                        .filteredOn(each -> each instanceof Registration.Registered)
                        .as("%s", outcomes)
                        .hasSize(1);
                assertThat(outcomes)
                        .filteredOn(each -> each instanceof Registration.Refused)
                        .allSatisfy(each ->
                                assertThat(((Registration.Refused) each).refusal().code())
                                        .isEqualTo(ErrorCode.CONFLICT))
                        .hasSize(folder.doors().size() - 1);
                for (var site : Fleet.SITES) {
                    Fleet.patiently()
                            .untilAsserted(() ->
                                    assertThat(
                                                    fleet.read(
                                                            site,
                                                            "SELECT COUNT(*) FROM account WHERE"
                                                                    + " handle = ?",
                                                            wanted))
                                            .isOne());
                }
            }
        }
    }
}
