package dev.homeport.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessDecisionsTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final RestartPolicy POLICY = RestartPolicy.USUAL;
    private static final ProcessFingerprint FINGERPRINT =
            new ProcessFingerprint(4711, "b4b01fce-bc67-48ed-a87e-0bea65624c8d", 404476);
    private static final PidRecord RECORD = new PidRecord("shanghai-full-1", FINGERPRINT);
    private static final LaunchMark MARK = new LaunchMark("secret", "shanghai-full-1");

    @Test
    void pauseDoublesFromEndToEndUpToTheLongest() {
        var history = RestartHistory.NONE;
        var pausesMillis = new long[7];
        for (var i = 0; i < pausesMillis.length; i++) {
            var restart = restart(history, i * 6L * SECOND, i * 6L * SECOND + 1, 1.0);
            history = restart.history();
            pausesMillis[i] = restart.pauseNanos() / MILLI;
        }

        assertThat(pausesMillis).containsExactly(200, 400, 800, 1600, 3200, 5000, 5000);
    }

    @Test
    void pauseBeginsAnewAfterALongRun() {
        var first = restart(RestartHistory.NONE, 0, 1, 1.0);
        var second = restart(first.history(), 0, 2, 1.0);

        var afterLongRun = restart(second.history(), 0, 31 * SECOND, 1.0);

        assertThat(second.pauseNanos()).isEqualTo(400 * MILLI);
        assertThat(afterLongRun.pauseNanos()).isEqualTo(200 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pauseLiesInItsUpperHalfWhateverIsDrawn(long seed) {
        var random = new Random(seed);
        var history = RestartHistory.NONE;
        for (var i = 0; i < 100; i++) {
            var now = i * 10L * SECOND;
            var restart = restart(history, now, now + 1, random.nextDouble());
            history = restart.history();
            var whole = Math.min(200L << Math.min(i, 20), 5000) * MILLI;
            assertThat(restart.pauseNanos()).isBetween(whole / 2, whole);
            assertThat(history.endsNanos()).hasSizeLessThanOrEqualTo(POLICY.mostEnds());
        }
    }

    @Test
    void crashLoopIsGivenUpWithItsReason() {
        var history = RestartHistory.NONE;
        for (var i = 0; i < POLICY.mostEnds(); i++) {
            history = restart(history, i * SECOND, i * SECOND + 1, 0.5).history();
        }

        assertThat(POLICY.decide(history, 3, 11 * SECOND, 11 * SECOND + 1, 0.5))
                .asInstanceOf(type(RestartDecision.GiveUp.class))
                .extracting(RestartDecision.GiveUp::reason)
                .asString()
                .contains("11 times within 60 s")
                .contains("exit code 3");
    }

    @Test
    void exitCodeThatNoRestartCanMendIsGivenUpAtOnce() {
        assertThat(POLICY.givingUpAfter(Set.of(78)).decide(RestartHistory.NONE, 78, 0, 1, 0.5))
                .isInstanceOf(RestartDecision.GiveUp.class);
        assertThat(POLICY.decide(RestartHistory.NONE, 78, 0, 1, 0.5))
                .isInstanceOf(RestartDecision.Restart.class);
    }

    private static RestartDecision.Restart restart(
            RestartHistory history, long startNanos, long nowNanos, double share) {
        return (RestartDecision.Restart) POLICY.decide(history, 1, startNanos, nowNanos, share);
    }

    @Test
    void pidFileOfADeadProcessIsGone() {
        assertThat(OrphanDecision.decide(RECORD, "secret", Optional.empty()))
                .isEqualTo(new OrphanDecision.Gone());
    }

    @Test
    void theVeryProcessThatCarriesTheMarkIsOurs() {
        var process = new ObservedProcess(FINGERPRINT, Optional.of(MARK), "java");

        assertThat(OrphanDecision.decide(RECORD, "secret", Optional.of(process)))
                .isEqualTo(new OrphanDecision.Ours(process));
    }

    @Test
    void anyDoubtMakesItSomebodyElses() {
        var boot = FINGERPRINT.bootId();
        assertSomebodyElses(new ProcessFingerprint(4711, boot, 404477), Optional.of(MARK));
        assertSomebodyElses(new ProcessFingerprint(4711, "other", 404476), Optional.of(MARK));
        assertSomebodyElses(FINGERPRINT, Optional.empty());
        assertSomebodyElses(FINGERPRINT, Optional.of(new LaunchMark("wrong", MARK.name())));
        assertSomebodyElses(FINGERPRINT, Optional.of(new LaunchMark("secret", "another")));
    }

    private static void assertSomebodyElses(
            ProcessFingerprint fingerprint, Optional<LaunchMark> mark) {
        var process = new ObservedProcess(fingerprint, mark, "vi");
        assertThat(OrphanDecision.decide(RECORD, "secret", Optional.of(process)))
                .isEqualTo(new OrphanDecision.SomebodyElses(process));
    }

    @Test
    void pidFileReadsBackAndATornOneDoesNot() {
        var text = RECORD.toText();

        assertThat(PidRecord.parse(text)).contains(RECORD);
        for (var length = 0; length < text.length(); length++) {
            assertThat(PidRecord.parse(text.substring(0, length))).isEmpty();
        }
        assertThat(PidRecord.parse("a b c d\n")).isEmpty();
    }

    @Test
    void markReadsBack() {
        assertThat(LaunchMark.parse(MARK.toText())).contains(MARK);
        assertThat(LaunchMark.parse("secret")).isEmpty();
        assertThat(LaunchMark.parse("/name")).isEmpty();
        assertThat(MARK.toString()).doesNotContain("secret");
    }

    @Test
    void holderOfAPortIsFoundInTheKernelsTables() {
        var table =
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 01122B7F:5209 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 590 1 0 100 0 0 10 0
                   1: 00000000:520A 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 591 1 0 100 0 0 10 0
                   2: 01122B7F:520B 0100007F:8000 01 00000000:00000000 00:00000000 00000000     0        0 592 1 0 100 0 0 10 0
                """;
        var mapped =
                """
                  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0000000000000000FFFF000001122B7F:5209 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 0 100 0 0 10 0
                """;
        var address = new byte[] {127, 43, 18, 1};

        assertThat(ListeningSockets.holding(table, address, 21001)).containsExactly(590L);
        assertThat(ListeningSockets.holding(table, address, 21002)).containsExactly(591L);
        assertThat(ListeningSockets.holding(table, address, 21003)).isEmpty();
        assertThat(ListeningSockets.holding(mapped, address, 21001)).containsExactly(777L);
        assertThat(ListeningSockets.holding("", address, 21001)).isEmpty();
    }

    @Test
    void emptyCommandAndNamesThatAreNoFileNamesAreRefused() {
        assertThatThrownBy(() -> definition("x", List.of())).hasMessageContaining("name a program");
        assertThatThrownBy(() -> definition("../x", List.of("true"))).hasMessageContaining("../x");
    }

    private static ProcessDefinition definition(String name, List<String> command) {
        return new ProcessDefinition(
                name,
                command,
                Path.of("."),
                Map.of(),
                Path.of("log"),
                new Readiness.Passes(() -> {}, Duration.ofSeconds(1)),
                POLICY,
                Duration.ofSeconds(1),
                0);
    }
}
