package dev.homeport.local.adapter.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.homeport.local.process.ProcessAction;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.local.process.ProcessStatus.State;
import dev.homeport.local.process.Readiness;
import dev.homeport.local.process.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be done to a running process. */
@Timeout(30)
class HandsIT {

    private static final SupervisorSettings SETTINGS =
            new SupervisorSettings(Duration.ofMillis(10), Duration.ofMillis(50), 2, 64 << 10, 2);
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String NAME = "one";

    @TempDir Path temporary;

    private StateFolder folder;
    private Supervisor supervisor;

    @BeforeEach
    void open() throws Exception {
        folder = StateFolder.open(temporary.resolve("state"), 0, new SecureRandom());
        supervisor = new Supervisor(folder, SETTINGS, new Random(1), _ -> {});
        start(Set.of(), "trap 'exit 0' TERM; while :; do sleep 0.02; done");
        supervisor.awaitReady(List.of(NAME), BOUND);
    }

    @AfterEach
    void close() throws Exception {
        supervisor.close();
        folder.close();
    }

    private void start(Set<Integer> finalExitCodes, String script) {
        supervisor.start(
                new ProcessDefinition(
                        NAME,
                        List.of("/bin/sh", "-c", script),
                        folder.path(),
                        Map.of(),
                        folder.path().resolve("one.log"),
                        new Readiness.Passes(() -> {}, BOUND),
                        RestartPolicy.USUAL.givingUpAfter(finalExitCodes),
                        Duration.ofSeconds(5),
                        0));
    }

    private ProcessStatus status() {
        return supervisor.status().getFirst();
    }

    private static String kernelState(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[0];
    }

    @Test
    void whatIsHeldIsDeadAndStaysSoUntilItIsReleased() throws Exception {
        var pid = status().pid().orElseThrow();

        supervisor.act(ProcessAction.HOLD, NAME);
        supervisor.act(ProcessAction.HOLD, NAME);

        assertThat(ProcFolder.observe(pid)).isEmpty();
        await().until(() -> status().state() == State.HELD);
        assertThat(folder.path().resolve("held-processes")).content().isEqualTo("one\n");
        await().during(Duration.ofMillis(300))
                .atMost(BOUND)
                .until(() -> status().state() == State.HELD && status().pid().isEmpty());

        supervisor.act(ProcessAction.RELEASE, NAME);

        await().until(() -> status().state() == State.READY);
        assertThat(status().pid().orElseThrow()).isNotEqualTo(pid);
        assertThat(folder.path().resolve("held-processes")).doesNotExist();
    }

    @Test
    void whatIsHeldWhenEverythingEndsEndsToo() throws Exception {
        supervisor.act(ProcessAction.HOLD, NAME);

        supervisor.stopAll();

        assertThat(status().state()).isEqualTo(State.STOPPED);
        assertThat(Supervisor.forgetHeld(folder)).containsExactly(NAME);
        assertThat(Supervisor.forgetHeld(folder)).isEmpty();
    }

    @Test
    void whatIsPausedKeepsItsPidAndDoesNothingUntilItGoesOn() throws Exception {
        var pid = status().pid().orElseThrow();

        supervisor.act(ProcessAction.PAUSE, NAME);

        assertThat(status().state()).isEqualTo(State.PAUSED);
        await().until(() -> kernelState(pid).equals("T"));

        supervisor.act(ProcessAction.RESUME, NAME);
        supervisor.act(ProcessAction.RESUME, NAME);

        await().until(() -> status().state() == State.READY);
        assertThat(status().pid().orElseThrow()).isEqualTo(pid);
        assertThat(kernelState(pid)).isNotEqualTo("T");
    }

    @Test
    void whatIsPausedHearsAtTheEndThatItShallEnd() throws Exception {
        supervisor.act(ProcessAction.PAUSE, NAME);
        var begin = System.nanoTime();

        supervisor.stop(NAME);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void whatIsPausedCanBeHeldAndReleased() throws Exception {
        supervisor.act(ProcessAction.PAUSE, NAME);
        supervisor.act(ProcessAction.HOLD, NAME);
        await().until(() -> status().state() == State.HELD);
        supervisor.act(ProcessAction.RELEASE, NAME);

        await().until(() -> status().state() == State.READY);
    }

    @Test
    void anOrphanThatIsPausedIsEndedByTheNextLauncher() throws Exception {
        var pid = status().pid().orElseThrow();
        supervisor.act(ProcessAction.PAUSE, NAME);
        var begin = System.nanoTime();

        // The supervisor of this test lives, and may have started it again in the meantime.
        assertThat(Orphans.end(folder, Duration.ofSeconds(20)))
                .anyMatch(ended -> ended.contains("pid " + pid + ")"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(ProcFolder.observe(pid)).isEmpty();
        supervisor.stop(NAME);
    }

    @Test
    void whatDoesNotRunCannotBePausedAndWhatIsNotThereIsNamed() throws Exception {
        supervisor.act(ProcessAction.HOLD, NAME);

        assertThatThrownBy(() -> supervisor.act(ProcessAction.PAUSE, NAME))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one does not run");
        assertThatThrownBy(() -> supervisor.act(ProcessAction.PAUSE, "two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none called two");
    }

    @Test
    void aProcessThatHasDoneItsWorkIsNotStartedAgain() throws Exception {
        supervisor.stop(NAME);

        start(Set.of(0), "exit 0");

        await().until(() -> status().state() == State.STOPPED);
        assertThat(supervisor.isKept(NAME)).isFalse();
        assertThat(status().problem()).isEmpty();
    }
}
