package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.file.BootCounter;
import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.WitnessCalls;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.agent.AgentSettings;
import dev.homeport.dcnode.home.agent.HolderAgent;
import dev.homeport.dcnode.home.agent.HolderVoice;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** The leader of a site's log, as far as leases go: the product's own agent, wired as in a node. */
final class HolderInTest implements AutoCloseable {

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final RoutingTable table;
    private final WitnessCalls calls;
    private final JournalFile<?, ?> journal;
    private final Path journalPath;
    private final HolderAgent agent;

    HolderInTest(
            SiteId site,
            Map<SiteId, InetSocketAddress> witnesses,
            Path folder,
            TestAuthority authority,
            RoutingTable table)
            throws Exception {
        this.table = table;
        Files.createDirectories(folder);
        var tls = authority.issue(ProcessIdentity.of(table.fleet(), site, "full", 1), "127.0.0.1");
        var self =
                new HolderId(
                        new SiteLog(site, 1), 1, BootCounter.raise(folder.resolve("boot-counter")));
        this.calls =
                new WitnessCalls(
                        witnesses,
                        tls,
                        CallLimits.USUAL,
                        table.fleet(),
                        site,
                        new SplittableRandom(1),
                        warnings::add);
        this.journalPath = folder.resolve("journal");
        var steps =
                JournalFile.ofHolder(
                        journalPath,
                        new JournalOrigin.OfHolder(self, table),
                        JournalFile.USUAL_BOUND_BYTES,
                        warnings::add);
        this.journal = steps;
        var voice = new Voice();
        this.agent =
                new HolderAgent(
                        new LeaseHolder(self, table, LeaseRules.ALL),
                        voice,
                        steps,
                        new SystemClocks(),
                        AgentSettings.USUAL,
                        new SplittableRandom(2),
                        failure -> warnings.add("ended: " + failure));
        agent.start();
    }

    private final class Voice implements HolderVoice {

        @Override
        public void ask(SiteId witness, LeaseAsk ask) {
            calls.ask(witness, ask, answer -> agent.answered(answer));
        }

        @Override
        public void warn(String warning) {
            warnings.add(warning);
        }
    }

    HolderAgent agent() {
        return agent;
    }

    List<String> warnings() {
        return warnings;
    }

    Path journal() {
        return journalPath;
    }

    void lead() {
        agent.logAdvanced(table.version(), new LogMark(10, 99));
        agent.led();
    }

    /** The site has learned of a table and has closed in its log what the table ended. */
    void moveTo(RoutingTable next) {
        agent.tableLearned(next);
        agent.logAdvanced(next.version(), new LogMark(11, 98));
    }

    boolean mayAcknowledge(ShardId shard) {
        var present = agent.table();
        return agent.mayAcknowledge(shard, present.epochOf(shard), 12);
    }

    @Override
    public void close() throws Exception {
        agent.close();
        calls.close();
        journal.close();
    }
}
