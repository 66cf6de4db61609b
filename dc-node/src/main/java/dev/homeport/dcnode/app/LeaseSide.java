package dev.homeport.dcnode.app;

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
import dev.homeport.process.app.Configuration;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A node's side of the lease protocol, wired: this boot's number, the calls to the witnesses, the
 * journal, and the agent that holds the lease. Close once.
 */
final class LeaseSide implements AutoCloseable {

    private final WitnessCalls calls;
    private final JournalFile<?, ?> journal;
    private final HolderAgent agent;

    /**
     * Wires it; {@link HolderAgent#start} sets it going.
     *
     * @param config what the node is told; its store's folder exists
     * @param own the stream of the site
     * @param table the table that the node begins with
     * @param failed told once if the agent ends by itself; must end the process
     * @param log takes a line for the operator
     */
    LeaseSide(
            SiteConfig config,
            SiteLog own,
            RoutingTable table,
            Consumer<Throwable> failed,
            Consumer<String> log)
            throws IOException, Configuration.InvalidException {
        var boot = BootCounter.raise(config.store().resolve("boots"));
        var self = new HolderId(own, config.self().node(), boot);
        var steps =
                JournalFile.ofHolder(
                        config.store().resolve("lease-journal"),
                        new JournalOrigin.OfHolder(self, table),
                        JournalFile.USUAL_BOUND_BYTES,
                        log);
        journal = steps;
        calls =
                new WitnessCalls(
                        config.witnesses(),
                        config.tls(),
                        CallLimits.USUAL,
                        config.fleet(),
                        config.site(),
                        new SharedChance(),
                        log);
        var voice = new Voice(calls, log);
        agent =
                new HolderAgent(
                        new LeaseHolder(self, table, LeaseRules.ALL),
                        voice,
                        steps,
                        new SystemClocks(),
                        AgentSettings.USUAL,
                        new SharedChance(),
                        failed);
        voice.agent = Optional.of(agent);
    }

    private static final class Voice implements HolderVoice {

        private final WitnessCalls calls;
        private final Consumer<String> log;
        private volatile Optional<HolderAgent> agent = Optional.empty();

        Voice(WitnessCalls calls, Consumer<String> log) {
            this.calls = calls;
            this.log = log;
        }

        @Override
        public void ask(SiteId witness, LeaseAsk ask) {
            calls.ask(witness, ask, answer -> agent.ifPresent(asking -> asking.answered(answer)));
        }

        @Override
        public void warn(String warning) {
            log.accept("WARNING " + warning);
        }
    }

    /** The holder of the lease. */
    HolderAgent agent() {
        return agent;
    }

    @Override
    public void close() throws IOException {
        agent.close();
        calls.close();
        journal.close();
    }
}
