package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.SplittableRandom;

/** Measures what the question before every acknowledgement costs; run by hand. */
final class HolderAgentBench {

    private static final int CALLS = 5_000_000;

    private HolderAgentBench() {}

    public static void main(String[] args) {
        var self = new HolderId(new SiteLog(Tables.SHANGHAI, 1), 1, 1);
        var heard = new Heard();
        var agent =
                new HolderAgent(
                        new LeaseHolder(self, Tables.first(), LeaseRules.ALL),
                        heard,
                        Journal.none(),
                        () -> new ClockReading(System.nanoTime(), System.currentTimeMillis()),
                        AgentSettings.USUAL,
                        new SplittableRandom(1),
                        failure -> {});
        try (agent) {
            agent.start();
            agent.logAdvanced(1, LogMark.START);
            agent.led();
            while (heard.asks.size() < 3) {
                Thread.onSpinWait();
            }
            for (var witness : Tables.first().witnesses()) {
                agent.answered(
                        new LeaseAnswer(
                                witness,
                                self,
                                1,
                                new StoreNumber(1, 1),
                                new LeaseAnswer.Granted(
                                        Tables.EAST, ShardSet.none(), 600_000, 65_536)));
            }
            while (!agent.mayAcknowledge(Tables.IN_EAST, Epoch.FIRST, 1)) {
                Thread.onSpinWait();
            }
            for (var round = 0; round < 4; round++) {
                var from = System.nanoTime();
                var allowed = 0;
                for (var i = 0; i < CALLS; i++) {
                    allowed += agent.mayAcknowledge(Tables.IN_EAST, Epoch.FIRST, 1) ? 1 : 0;
                }
                System.out.println(
                        "mayAcknowledge: "
                                + (System.nanoTime() - from) / CALLS
                                + " ns per call, allowed "
                                + allowed);
            }
        }
    }
}
