package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.client.Answer;
import dev.homeport.client.Handle;
import dev.homeport.client.SyncKey;
import dev.homeport.client.adapter.http.HttpSite;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.SiteId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A site whose database stands still, takes no writes, or dies: facts are acknowledged, the status
 * says what is wrong, and the view catches up. Its processes stop in time all the same.
 */
@Order(4)
@ExtendWith(SharedFleet.class)
class DatabaseFaultsIT {

    private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(1);

    /**
     * A process of a site ends within 15 seconds. The rest is for a busy machine, on which the
     * first of a program to end writes the archive that others start from.
     */
    private static final Duration STOP_BOUND = Duration.ofSeconds(30);

    private final String mark = "view " + UUID.randomUUID() + " ";
    private final List<String> sent = new ArrayList<>();

    @Test
    void aDatabaseThatStandsStill(Fleet fleet) throws Exception {
        standStill(fleet, Duration.ofSeconds(20));
    }

    @Tag("nightly")
    @Test
    void aDatabaseThatStandsStillForAMinute(Fleet fleet) throws Exception {
        standStill(fleet, Duration.ofSeconds(60));
    }

    private void standStill(Fleet fleet, Duration length) throws Exception {
        var database = fleet.databasePid(Fleet.SHANGHAI);
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            send(mei, amy.account(), "before");
            Fleet.signal("STOP", database);
            try {
                awaitTrouble(fleet);
                sendFor(length, mei, amy);
                assertThat(view(fleet).path("lagEntries").asLong()).isPositive();
                signInAndSend(fleet, amy.account());
            } finally {
                Fleet.signal("CONT", database);
            }
            assertCaughtUp(fleet, mei, amy);
        }
        assertThat(fleet.databasePid(Fleet.SHANGHAI)).isEqualTo(database);
    }

    /** A full node would wait for its database; its log is to be closed all the same. */
    @Test
    void aSiteThatIsToldToStopWhileItsDatabaseStandsStill(Fleet fleet) throws Exception {
        var database = fleet.databasePid(Fleet.SHANGHAI);
        var done = new CountDownLatch(1);
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy");
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            send(mei, amy.account(), "before");
            Fleet.signal("STOP", database);
            Future<?> sending;
            try {
                awaitTrouble(fleet);
                sending = senders.submit(() -> sendUntil(done, mei, amy));
                var processes = pidsOf(fleet, Fleet.SHANGHAI);
                assertThat(processes).hasSize(4);
                for (var process : processes) {
                    Fleet.signal("TERM", process);
                }
                await().atMost(STOP_BOUND)
                        .untilAsserted(
                                () -> assertThat(processes).noneMatch(DatabaseFaultsIT::isAlive));
            } finally {
                Fleet.signal("CONT", database);
                done.countDown();
            }
            sending.get(2, TimeUnit.MINUTES);
            assertCaughtUp(fleet, mei, amy);
        }
    }

    private static List<Long> pidsOf(Fleet fleet, SiteId site) {
        return fleet.processes().stream()
                .filter(each -> each.path("process").asText().startsWith(site + "-"))
                .map(each -> each.path("pid").asLong())
                .toList();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private Void sendUntil(CountDownLatch done, Member from, Member to)
            throws InterruptedException {
        do {
            send(from, to.account(), "from mei " + sent.size());
        } while (!done.await(100, TimeUnit.MILLISECONDS));
        return null;
    }

    @Test
    void aDatabaseThatTakesNoWritesGoesOnServingReads(Fleet fleet) throws Exception {
        var door =
                fleet.folder().doors().stream()
                        .filter(each -> each.site().equals(Fleet.SHANGHAI))
                        .findFirst()
                        .orElseThrow();
        var token = fleet.folder().account(new Handle("mei")).token();
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy");
                var http =
                        fleet.folder()
                                .trust()
                                .client(Executors.newVirtualThreadPerTaskExecutor())) {
            fleet.administrate(Fleet.SHANGHAI, "SET GLOBAL read_only = ON");
            try {
                send(mei, amy.account(), "refused by the view");
                assertThat(awaitTrouble(fleet)).contains("read-only");
                sendFor(Duration.ofSeconds(3), mei, amy);
                var read =
                        new HttpSite(http, door, Duration.ofSeconds(10))
                                .inbox(token, SyncKey.START, 10);
                assertThat(read).isInstanceOf(Answer.Given.class);
                signInAndSend(fleet, amy.account());
            } finally {
                fleet.administrate(Fleet.SHANGHAI, "SET GLOBAL read_only = OFF");
            }
            assertCaughtUp(fleet, mei, amy);
        }
    }

    @Test
    void aDatabaseThatIsKilledIsStartedAgain(Fleet fleet) throws Exception {
        try (var mei = new Member(fleet, "mei");
                var amy = new Member(fleet, "amy")) {
            for (var death = 0; death < 2; death++) {
                var before = fleet.databasePid(Fleet.SHANGHAI);
                Fleet.signal("KILL", before);
                sendFor(Duration.ofSeconds(3), mei, amy);
                Fleet.patiently()
                        .untilAsserted(() ->
                                assertThat(fleet.databasePid(Fleet.SHANGHAI)).isNotEqualTo(before));
            }
            assertCaughtUp(fleet, mei, amy);
        }
    }

    private void send(Member from, AccountId to, String what) {
        var text = mark + what;
        from.sendAcknowledged(UUID.randomUUID().toString(), to, text);
        sent.add(text);
    }

    /** Somebody who comes only now can send as well. */
    private void signInAndSend(Fleet fleet, AccountId to) throws Exception {
        try (var late = new Member(fleet, "mei")) {
            send(late, to, "from who came late");
        }
    }

    private void sendFor(Duration length, Member mei, Member amy) {
        var until = System.nanoTime() + length.toNanos();
        await().atMost(length.plusMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_MESSAGES)
                .until(() -> {
                    send(mei, amy.account(), "from mei " + sent.size());
                    send(amy, mei.account(), "from amy " + sent.size());
                    return System.nanoTime() - until >= 0;
                });
    }

    private static JsonNode view(Fleet fleet) {
        return fleet.site(Fleet.SHANGHAI).path("view");
    }

    /** What the status says of the view, once it says something. */
    private static String awaitTrouble(Fleet fleet) {
        return Fleet.patiently()
                .until(
                        () -> fleet.status().path("problems").toString(),
                        problems -> problems.contains("shanghai: its view: "));
    }

    private void assertCaughtUp(Fleet fleet, Member mei, Member amy) throws Exception {
        fleet.heal();
        Fleet.patiently()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> {
                    assertThat(view(fleet).path("lagEntries").asLong()).isZero();
                    assertThat(
                                    fleet.read(
                                            Fleet.SHANGHAI,
                                            "SELECT COUNT(*) FROM message WHERE body LIKE ?",
                                            mark + "%"))
                            .isEqualTo(sent.size());
                    assertThat(
                                    fleet.read(
                                            Fleet.SHANGHAI,
                                            "SELECT COUNT(*) FROM undelivered JOIN message ON"
                                                    + " message = id WHERE body LIKE ?",
                                            mark + "%"))
                            .isZero();
                });
        var amys = sent.stream().filter(text -> text.startsWith(mark + "from amy")).toList();
        var others = sent.stream().filter(text -> !amys.contains(text)).toList();
        Fleet.patiently()
                .untilAsserted(() -> {
                    assertThat(amy.received(mark)).isEqualTo(others);
                    assertThat(mei.received(mark)).isEqualTo(amys);
                });
    }
}
