package dev.homeport.dcnode.home.agent;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.IN_EAST;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HolderAgentTest {

    private static final HolderId SELF = new HolderId(new SiteLog(SHANGHAI, 1), 1, 1);

    private final AtomicLong skippedNanos = new AtomicLong();
    private final Heard heard = new Heard();
    private final List<Journal.Step<HolderInput, HolderEffect>> steps =
            new CopyOnWriteArrayList<>();
    private final HolderAgent agent =
            new HolderAgent(
                    new LeaseHolder(SELF, Tables.first(), LeaseRules.ALL),
                    heard,
                    steps::add,
                    this::read,
                    new AgentSettings(5, 64),
                    new SplittableRandom(1),
                    failure -> {});

    private ClockReading read() {
        var skipped = skippedNanos.get();
        return new ClockReading(
                System.nanoTime() + skipped,
                System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(skipped));
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private void lead() {
        agent.start();
        agent.logAdvanced(1, new LogMark(10, 0));
        agent.led();
        await().until(() -> heard.asks.size() >= 3);
    }

    private void grant(SiteId witness) {
        agent.answered(
                new LeaseAnswer(
                        witness,
                        SELF,
                        heard.asks.getFirst().sequence(),
                        new StoreNumber(1, 1),
                        new LeaseAnswer.Granted(
                                Tables.EAST, ShardSet.none(), Tables.TTL_MILLIS, 100)));
    }

    private boolean mayAcknowledge(long offset) {
        return agent.mayAcknowledge(IN_EAST, Epoch.FIRST, offset);
    }

    @Test
    void acknowledgesOnceAMajorityHasGrantedAndUntilTheLeaseRunsOut() {
        lead();
        grant(SHANGHAI);
        assertThat(mayAcknowledge(11)).isFalse();
        grant(CANADA);
        await().until(() -> mayAcknowledge(11));
        assertThat(agent.held(Tables.first())).isEqualTo(Tables.EAST);
        assertThat(agent.remainingNanos(IN_EAST, Epoch.FIRST))
                .isBetween(1L, TimeUnit.MILLISECONDS.toNanos(Tables.TTL_MILLIS));
        assertThat(mayAcknowledge(111)).isFalse();

        skippedNanos.set(TimeUnit.MILLISECONDS.toNanos(Tables.TTL_MILLIS * 96 / 100));
        assertThat(mayAcknowledge(11)).isFalse();
        assertThat(agent.remainingNanos(IN_EAST, Epoch.FIRST)).isLessThanOrEqualTo(0);
    }

    @Test
    void deposedNodeStopsAndGivesBack() {
        lead();
        grant(SHANGHAI);
        grant(HONGKONG);
        await().until(() -> mayAcknowledge(11));
        var before = heard.asks.size();
        agent.deposed();
        await().until(() -> !mayAcknowledge(11));
        assertThat(heard.asks.subList(before, heard.asks.size()))
                .anySatisfy(ask -> assertThat(ask.givenUp()).isEqualTo(ShardSet.all()));
    }

    @Test
    void aNodeThatStopsAcknowledgesNothingBeforeItGivesBack() throws Exception {
        var acknowledgedWhenGivingBack = new CopyOnWriteArrayList<Boolean>();
        lead();
        grant(SHANGHAI);
        grant(CANADA);
        await().until(() -> mayAcknowledge(11));
        heard.onAsk =
                ask -> {
                    if (ask.givenUp().equals(ShardSet.all())) {
                        acknowledgedWhenGivingBack.add(mayAcknowledge(11));
                    }
                };

        var closing = Thread.ofVirtual().start(agent::close);

        await().until(() -> acknowledgedWhenGivingBack.size() >= 3);
        assertThat(acknowledgedWhenGivingBack).containsOnly(false);
        assertThat(agent.held(Tables.first())).isEqualTo(ShardSet.none());
        // And it waits until all have heard of it, or for a second
        Tables.first().witnesses().forEach(this::takeBack);
        assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
        assertThat(mayAcknowledge(11)).isFalse();
        assertThat(heard.warnings).isEmpty();
    }

    @Test
    void aNodeThatStopsWhereNoWitnessAnswersStopsAllTheSame() {
        lead();
        grant(SHANGHAI);
        grant(CANADA);
        await().until(() -> mayAcknowledge(11));

        agent.close();

        assertThat(mayAcknowledge(11)).isFalse();
        assertThat(heard.warnings).anyMatch(warning -> warning.contains("ends by itself"));
    }

    private void takeBack(SiteId witness) {
        agent.answered(
                new LeaseAnswer(
                        witness,
                        SELF,
                        heard.asks.getLast().sequence(),
                        new StoreNumber(1, 2),
                        new LeaseAnswer.Granted(
                                ShardSet.none(), ShardSet.all(), Tables.TTL_MILLIS, 100)));
    }

    @Test
    void tellsOfATableThatAWitnessHandsOver() {
        var found = new CopyOnWriteArrayList<RoutingTable>();
        agent.onTableFound(table -> {
            throw new IllegalStateException("a listener's defect");
        });
        agent.onTableFound(found::add);
        lead();
        var newer = Tables.first().withTtl(CANADA, 1_000);
        agent.answered(
                new LeaseAnswer(
                        CANADA,
                        SELF,
                        heard.asks.getFirst().sequence(),
                        StoreNumber.ZERO,
                        new LeaseAnswer.NewerTable(newer)));
        await().until(() -> found.contains(newer));
        assertThat(agent.table()).isEqualTo(newer);
        assertThat(heard.warnings).anyMatch(warning -> warning.contains("a listener's defect"));
    }

    @Test
    void replayGivesTheSameEffectsAndFindsAnAlteredOne() {
        lead();
        grant(SHANGHAI);
        grant(CANADA);
        await().until(() -> mayAcknowledge(11));
        agent.deposed();
        await().until(() -> !mayAcknowledge(11));
        agent.close();

        var origin = new JournalOrigin.OfHolder(SELF, Tables.first());
        var recorded = new CopyOnWriteArrayList<>(steps);
        assertThat(Replay.holder(origin, recorded).difference()).isEmpty();
        recorded.removeIf(step -> step.input() instanceof HolderInput.Led);
        assertThat(Replay.holder(origin, recorded).difference()).isPresent();
    }
}
