package dev.homeport.local.adapter.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.process.NotReadyException;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.ProcessStatus.State;
import dev.homeport.local.process.Readiness;
import dev.homeport.local.process.RestartPolicy;
import dev.homeport.local.process.StartRefusedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SupervisorIT {

    private static final SupervisorSettings SETTINGS =
            new SupervisorSettings(Duration.ofMillis(10), Duration.ofMillis(50), 2, 64 << 10, 2);
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Readiness AT_ONCE = new Readiness.Passes(() -> {}, BOUND);

    @TempDir Path temporary;

    private final ConcurrentLinkedQueue<ProcessStatus> changes = new ConcurrentLinkedQueue<>();
    private StateFolder folder;
    private Supervisor supervisor;

    @BeforeEach
    void open() throws Exception {
        folder = StateFolder.open(temporary.resolve("with a blank"), 0, new SecureRandom());
        supervisor = new Supervisor(folder, SETTINGS, new Random(1), changes::add);
    }

    @AfterEach
    void close() throws Exception {
        supervisor.close();
        folder.close();
    }

    @Test
    void startedProcessHasItsEnvironmentItsLogAndItsPidFile() throws Exception {
        start("one", AT_ONCE, "echo \"$GREETING in $(pwd)\" >&2; exec sleep 600");

        awaitReady("one");
        await().untilAsserted(() ->
                assertThat(log("one")).content().contains("hello in " + folder.path()));
        assertThat(folder.pidFolder().resolve("one.pid")).isNotEmptyFile();
        assertThat(folder.pidFolder().resolve("one.pid")).content().startsWith(pidOf("one") + " ");
        assertThat(states("one")).containsExactly(State.STARTING, State.READY);
    }

    @Test
    void stoppedProcessIsGoneAndLeavesNoPidFile() throws Exception {
        start("one", AT_ONCE, "exec sleep 600");
        awaitReady("one");
        var pid = pidOf("one");

        supervisor.stop("one");

        assertThat(ProcFolder.observe(pid)).isEmpty();
        assertThat(folder.pidFolder().resolve("one.pid")).doesNotExist();
        assertThat(states("one"))
                .containsExactly(State.STARTING, State.READY, State.STOPPING, State.STOPPED);
    }

    @Test
    void processThatIgnoresSigtermIsKilledAfterItsBound() throws Exception {
        start("deaf", AT_ONCE, "trap '' TERM; echo set; while :; do sleep 0.05; done");
        awaitReady("deaf");
        await().untilAsserted(() -> assertThat(log("deaf")).content().contains("set"));
        var start = System.nanoTime();

        supervisor.stop("deaf");

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(500L, 4000L);
        assertThat(status("deaf").state()).isEqualTo(State.STOPPED);
    }

    @Test
    void killedProcessIsStartedAgain() throws Exception {
        start("one", AT_ONCE, "exec sleep 600");
        awaitReady("one");
        var first = pidOf("one");

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().until(() -> status("one").ends() == 1 && status("one").state() == State.READY);
        assertThat(pidOf("one")).isNotEqualTo(first);
        assertThat(status("one").problem().orElseThrow()).contains("exit code 137");
        assertThat(states("one")).contains(State.PAUSING);
    }

    @Test
    void crashLoopIsGivenUpWithTheEndOfTheLog() {
        start("broken", new Readiness.Passes(SupervisorIT::notReady, BOUND), "echo why; exit 3");

        assertThatThrownBy(() -> awaitReady("broken"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("4 times within 60 s")
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("why");
        assertThat(status("broken").state()).isEqualTo(State.FAILED);
    }

    @Test
    void finalExitCodeIsGivenUpAtOnce() {
        start("misconfigured", new Readiness.Passes(SupervisorIT::notReady, BOUND), "exit 78");

        assertThatThrownBy(() -> awaitReady("misconfigured")).hasMessageContaining("exit code 78");
        assertThat(status("misconfigured").ends()).isZero();
    }

    @Test
    void programThatIsNotThereIsNamed() {
        supervisor.start(definition("absent", AT_ONCE, 0, List.of("/no/such/program"), Map.of()));

        assertThatThrownBy(() -> awaitReady("absent"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void processThatDoesNotGetReadyIsEndedAndTriedAgain() throws Exception {
        var tries = new AtomicInteger();
        var never = new Readiness.Passes(() -> refuse(tries), Duration.ofMillis(100));
        start("slow", never, "echo still loading; exec sleep 600");

        await().until(() -> status("slow").state() == State.FAILED);

        assertThat(tries.get()).isGreaterThan(4);
        assertThat(changes)
                .anySatisfy(change ->
                        assertThat(change.problem().orElse(""))
                                .contains("not ready within 100 ms")
                                .contains("still loading"));
    }

    private static void refuse(AtomicInteger tries) throws NotReadyException {
        tries.incrementAndGet();
        notReady();
    }

    private static void notReady() throws NotReadyException {
        throw new NotReadyException("not yet", null);
    }

    @Test
    void processThatNoLongerAnswersIsShownButLeftAlone() throws Exception {
        var answers = new AtomicBoolean(true);
        start(
                "one",
                new Readiness.Passes(
                        () -> {
                            if (!answers.get()) {
                                notReady();
                            }
                        },
                        BOUND),
                "exec sleep 600");
        awaitReady("one");
        var pid = pidOf("one");

        answers.set(false);
        await().until(() -> status("one").state() == State.UNRESPONSIVE);
        answers.set(true);
        await().until(() -> status("one").state() == State.READY);

        assertThat(pidOf("one")).isEqualTo(pid);
        assertThat(status("one").ends()).isZero();
    }

    @Test
    void readinessIsAskedByHttpAndByTcp() throws Exception {
        // Given: a server that is not ready the first times
        var endpoint = Endpoint.parse("127.44.0.1:23300");
        var asked = new AtomicInteger();
        var server = HttpServer.create(endpoint.toSocketAddress(), 10);
        server.createContext(
                "/health/ready",
                exchange -> {
                    exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
                    exchange.close();
                });
        server.start();
        try {
            // When
            var uri = URI.create("http://" + endpoint + "/health/ready");
            start("http", new Readiness.Answers(uri, BOUND), "exec sleep 600");
            start(
                    "tcp",
                    new Readiness.Accepts(endpoint.toSocketAddress(), BOUND),
                    "exec sleep 600");
            awaitReady("http");
            awaitReady("tcp");

            // Then
            assertThat(asked.get()).isGreaterThanOrEqualTo(3);
        } finally {
            server.stop(0);
        }
        await().until(() -> status("tcp").state() == State.UNRESPONSIVE);
    }

    @Test
    void processesAreStoppedInTheirOrder() throws Exception {
        var script = "trap 'sleep 0.2; exit 0' TERM; echo set; while :; do sleep 0.02; done";
        for (var order : List.of(2, 1)) {
            for (var which : List.of("a", "b")) {
                var name = "order-" + order + "-" + which;
                supervisor.start(
                        definition(name, AT_ONCE, order, List.of("sh", "-c", script), Map.of()));
                awaitReady(name);
                await().untilAsserted(() -> assertThat(log(name)).content().contains("set"));
            }
        }
        changes.clear();

        supervisor.stopAll();

        assertThat(changes)
                .extracting(change -> change.name().substring(0, 7) + " " + change.state())
                .containsExactly(
                        "order-1 STOPPING",
                        "order-1 STOPPING",
                        "order-1 STOPPED",
                        "order-1 STOPPED",
                        "order-2 STOPPING",
                        "order-2 STOPPING",
                        "order-2 STOPPED",
                        "order-2 STOPPED");
    }

    @Test
    void processOfTheSameNameIsNotStartedTwiceButAgainAfterItsStop() throws Exception {
        start("one", AT_ONCE, "exec sleep 600");

        assertThatThrownBy(() -> start("one", AT_ONCE, "exec sleep 600"))
                .isInstanceOf(IllegalStateException.class);

        supervisor.stop("one");
        start("one", AT_ONCE, "exec sleep 600");
        awaitReady("one");
    }

    @Test
    void logStaysWithinItsBoundHoweverMuchIsWritten() throws Exception {
        start("chatty", AT_ONCE, "yes 0123456789 | head -c 2000000; echo end; exec sleep 600");

        await().untilAsserted(() -> assertThat(log("chatty")).content().contains("end"));

        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(folder.path(), "chatty.log*")) {
            found.forEach(files::add);
        }
        assertThat(files).hasSize(3);
        for (var file : files) {
            assertThat(Files.size(file)).isLessThanOrEqualTo((64 << 10) + (8 << 10));
        }
    }

    private void start(String name, Readiness readiness, String script) {
        supervisor.start(
                definition(
                        name,
                        readiness,
                        0,
                        List.of("sh", "-c", script),
                        Map.of("GREETING", "hello")));
    }

    private ProcessDefinition definition(
            String name,
            Readiness readiness,
            int stopOrder,
            List<String> command,
            Map<String, String> environment) {
        var restart =
                new RestartPolicy(
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        3,
                        Duration.ofMinutes(1),
                        Set.of(78));
        return new ProcessDefinition(
                name,
                command,
                folder.path(),
                environment,
                log(name),
                readiness,
                restart,
                Duration.ofMillis(500),
                stopOrder);
    }

    private Path log(String name) {
        return folder.path().resolve(name + ".log");
    }

    private void awaitReady(String name) throws Exception {
        supervisor.awaitReady(List.of(name), BOUND);
    }

    private long pidOf(String name) {
        return status(name).pid().orElseThrow();
    }

    private ProcessStatus status(String name) {
        return supervisor.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<State> states(String name) {
        return changes.stream()
                .filter(change -> change.name().equals(name))
                .map(ProcessStatus::state)
                .toList();
    }
}
