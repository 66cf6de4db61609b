package dev.homeport.dcnode.home.agent;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.dcnode.home.witness.Witness;
import dev.homeport.dcnode.home.witness.WitnessEffect;
import dev.homeport.dcnode.home.witness.WitnessInput;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WitnessAgentTest {

    private static final long FIRST_ROUND = 1L << 40;

    /** A disk that can be full, broken or slow. */
    private static final class Disk implements StateStore {

        private volatile boolean full;
        private volatile boolean broken;
        private volatile CountDownLatch slow = new CountDownLatch(0);
        private final List<WitnessState> states = new CopyOnWriteArrayList<>();

        @Override
        public void persist(WitnessState state) throws WriteRefusedException, StoreFailedException {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new StoreFailedException("interrupted", e);
            }
            if (full) {
                throw new WriteRefusedException("the disk is full", new IOException("full"));
            }
            if (broken) {
                throw new StoreFailedException("fsync failed", new IOException("EIO"));
            }
            states.add(state);
        }
    }

    private final Disk disk = new Disk();
    private final Heard heard = new Heard();
    private final List<Journal.Step<WitnessInput, WitnessEffect>> steps =
            new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final JournalOrigin.OfWitness origin =
            new JournalOrigin.OfWitness(
                    HONGKONG,
                    Set.of(SHANGHAI, CANADA),
                    WitnessState.genesis(Tables.first()),
                    FIRST_ROUND,
                    100);
    private long sequence;
    private final WitnessAgent agent = agent(new AgentSettings(5, 8));

    private WitnessAgent agent(AgentSettings settings) {
        return new WitnessAgent(
                new Witness(
                        origin.self(),
                        origin.others(),
                        origin.state(),
                        origin.firstRound(),
                        origin.headroom(),
                        LeaseRules.ALL),
                disk,
                heard,
                steps::add,
                () -> new ClockReading(System.nanoTime(), System.currentTimeMillis()),
                settings,
                new SplittableRandom(1),
                failures::add);
    }

    @AfterEach
    void stop() {
        disk.slow.countDown();
        agent.close();
    }

    private void startGranting() {
        agent.start();
        await().until(() -> heard.told.size() >= 2);
        var round = ((PeerMessage.Consult) heard.told.getFirst().message()).round();
        for (var other : List.of(SHANGHAI, CANADA)) {
            agent.offer(
                    new WitnessInput.PeerSaid(
                            other,
                            new PeerMessage.Counsel(
                                    round,
                                    StoreNumber.ZERO,
                                    new PeerMessage.Knowledge(
                                            Tables.first(), Map.of(), Map.of(), Map.of(), 0))));
        }
        await().until(() -> agent.status().granting());
    }

    private WitnessInput ask() {
        sequence++;
        return new WitnessInput.Asked(
                new LeaseAsk(
                        new HolderId(new SiteLog(SHANGHAI, 1), 1, 1),
                        sequence,
                        Tables.first(),
                        Tables.EAST,
                        ShardSet.none(),
                        false,
                        LogMark.START,
                        Map.of()));
    }

    @Test
    void answersOnlyOnceItsStateIsOnDisk() {
        startGranting();
        var before = disk.states.size();
        disk.slow = new CountDownLatch(1);
        agent.offer(ask());
        assertThat(heard.answers).isEmpty();
        disk.slow.countDown();
        await().until(() -> heard.answers.size() == 1);
        assertThat(disk.states).hasSizeGreaterThan(before);
        assertThat(disk.states.getLast().number()).isEqualTo(heard.answers.getFirst().number());
        assertThat(disk.states.getLast().holdings()).hasSize(1);
    }

    @Test
    void answersNobodyWhileTheDiskIsFullAndSaysSo() {
        startGranting();
        disk.full = true;
        agent.offer(ask());
        await().until(() -> agent.status().refusing().isPresent());
        agent.offer(ask());
        await().until(() -> sequence == asked());
        assertThat(heard.answers).isEmpty();
        assertThat(heard.warnings).singleElement().asString().contains("disk is full");

        disk.full = false;
        agent.offer(ask());
        await().until(() -> heard.answers.size() == 1);
        assertThat(agent.status().refusing()).isEmpty();
        assertThat(heard.answers.getFirst().sequence()).isEqualTo(3);
        assertThat(failures).isEmpty();
    }

    private long asked() {
        return steps.stream().filter(s -> s.input() instanceof WitnessInput.Asked).count();
    }

    @Test
    void failedFsyncEndsIt() {
        startGranting();
        disk.broken = true;
        agent.offer(ask());
        await().until(() -> failures.size() == 1);
        assertThat(failures.getFirst()).hasMessageContaining("fsync");
        await().until(() -> !agent.status().running());
        assertThat(heard.answers).isEmpty();
        assertThat(agent.offer(ask())).isFalse();
    }

    @Test
    void refusesInputsWhenTooManyWait() {
        startGranting();
        disk.slow = new CountDownLatch(1);
        var taken = 0;
        for (var i = 0; i < 20; i++) {
            taken += agent.offer(ask()) ? 1 : 0;
        }
        assertThat(taken).isBetween(8, 9);
        assertThat(agent.status().refusedInputs()).isEqualTo(20 - taken);
    }

    @Test
    void replayGivesTheSameEffectsAndFindsAnAlteredOne() {
        startGranting();
        agent.offer(ask());
        await().until(() -> heard.answers.size() == 1);
        agent.close();

        var recorded = new ArrayList<>(steps);
        assertThat(Replay.witness(origin, recorded).difference()).isEmpty();
        assertThat(Replay.witness(origin, recorded).steps()).isEqualTo(recorded.size());

        var at = recorded.size() - 1;
        while (recorded.get(at).effects().isEmpty()) {
            at--;
        }
        var step = recorded.get(at);
        recorded.set(
                at,
                new Journal.Step<>(
                        step.input(), step.now(), List.of(new WitnessEffect.Warn("altered"))));
        var difference = Replay.witness(origin, recorded).difference().orElseThrow();
        assertThat(difference.step()).isEqualTo(at + 1);
        assertThat(difference.replayed()).isEqualTo(step.effects());
    }
}
