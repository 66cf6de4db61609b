package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.adapter.file.WitnessFolder;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.grpc.WitnessCalls;
import dev.homeport.dcnode.home.adapter.grpc.WitnessServer;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.home.agent.AgentSettings;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.dcnode.home.agent.WitnessVoice;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.dcnode.home.witness.Witness;
import dev.homeport.process.app.ExitCode;
import dev.homeport.process.app.ManagementServer;
import dev.homeport.vocabulary.SiteId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A witness with all that it needs, wired together. */
final class WitnessProcess implements AutoCloseable {

    /** The process cannot start; the text says why, the code says of which kind it is. */
    static final class StartException extends Exception {

        private static final long serialVersionUID = 1;

        private final ExitCode exitCode;

        StartException(ExitCode exitCode, String message, Throwable cause) {
            super(message, cause);
            this.exitCode = exitCode;
        }

        ExitCode exitCode() {
            return exitCode;
        }
    }

    private final WitnessConfig config;
    private final WitnessFolder store;
    private final JournalFile<?, ?> journal;
    private final WitnessCalls calls;
    private final WitnessServer server;
    private final WitnessAgent agent;
    private final WitnessHealth health;
    private final Optional<ManagementServer> management;

    private WitnessProcess(WitnessConfig config, Consumer<String> log, Consumer<Throwable> failed)
            throws StartException {
        this.config = config;
        checkIdentity(config);
        this.store = openStore(config);
        if (store.cutBytes() > 0) {
            log.accept(
                    "the store's last write was interrupted: "
                            + store.cutBytes()
                            + " bytes were cut off");
        }
        var chance = new SecureRandom();
        var origin =
                new JournalOrigin.OfWitness(
                        config.site(),
                        config.others().keySet(),
                        store.found(),
                        chance.nextLong() >>> 2,
                        Witness.DEFAULT_HEADROOM);
        var voice = new Voice(log);
        try {
            var file = config.journal();
            var steps = JournalFile.ofWitness(file, origin, config.journalBytes(), log);
            this.journal = steps;
            this.calls =
                    new WitnessCalls(
                            config.others(),
                            config.tls(),
                            CallLimits.USUAL,
                            config.fleet(),
                            config.site(),
                            RandomGenerator.getDefault(),
                            log);
            this.agent =
                    new WitnessAgent(
                            new Witness(
                                    origin.self(),
                                    origin.others(),
                                    origin.state(),
                                    origin.firstRound(),
                                    origin.headroom(),
                                    LeaseRules.ALL),
                            store,
                            voice,
                            steps,
                            new SystemClocks(),
                            AgentSettings.USUAL,
                            RandomGenerator.getDefault(),
                            failed);
            this.server =
                    new WitnessServer(
                            config.listen(),
                            config.tls(),
                            CallLimits.USUAL,
                            config.fleet(),
                            config.site(),
                            config.others().keySet(),
                            agent::offer,
                            agent::status);
        } catch (IOException e) {
            throw new StartException(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
        voice.calls = Optional.of(calls);
        voice.server = Optional.of(server);
        this.health = new WitnessHealth(agent::status);
        this.management = listen(config, server, health);
        agent.start();
    }

    /**
     * Starts a witness.
     *
     * @param log takes a line for the operator
     * @param failed told once if the witness ends by itself; must end the process
     */
    static WitnessProcess start(
            WitnessConfig config, Consumer<String> log, Consumer<Throwable> failed)
            throws StartException {
        return new WitnessProcess(config, log, failed);
    }

    private static void checkIdentity(WitnessConfig config) throws StartException {
        try {
            var identity = config.tls().identity();
            if (!identity.fleet().equals(config.fleet())
                    || !identity.site().equals(Optional.of(config.site()))
                    || !identity.roles().contains("witness")) {
                throw new StartException(
                        ExitCode.CONFIGURATION,
                        "tls.certificate: names "
                                + identity
                                + ", not the witness of "
                                + config.site()
                                + " of fleet "
                                + config.fleet(),
                        new IllegalArgumentException("wrong identity"));
            }
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.CONFIGURATION, "tls.certificate: " + e.getMessage(), e);
        }
    }

    private static WitnessFolder openStore(WitnessConfig config) throws StartException {
        try {
            return WitnessFolder.open(
                    config.store(), config.fleet(), config.site(), WitnessFolder.USUAL_BOUND_BYTES);
        } catch (IOException e) {
            throw new StartException(ExitCode.STORE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<ManagementServer> listen(
            WitnessConfig config, WitnessServer server, WitnessHealth health)
            throws StartException {
        try {
            server.start();
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.ADDRESS, "listen: " + config.listen() + ": " + e.getMessage(), e);
        }
        if (config.http().isEmpty()) {
            return Optional.empty();
        }
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        health.register(metrics, config.site());
        try {
            return Optional.of(
                    new ManagementServer(
                            config.http().get(),
                            new ManagementServer.Health(
                                    health::live, health::ready, Optional::empty),
                            metrics,
                            () -> new JsonObject().put("witness", health.toJson())));
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.ADDRESS, "http: " + config.http().get() + ": " + e.getMessage(), e);
        }
    }

    /** What it says of itself. */
    WitnessHealth health() {
        return health;
    }

    /** How the witness is doing. */
    WitnessAgent.Status status() {
        return agent.status();
    }

    /** Stops, within the bound that is configured. What it has granted stays recorded. */
    @Override
    public void close() throws IOException {
        management.ifPresent(ManagementServer::stopping);
        server.drain(config.drainMillis());
        agent.close();
        calls.close();
        management.ifPresent(ManagementServer::close);
        journal.close();
        store.close();
    }

    private static final class Voice implements WitnessVoice {

        private final Consumer<String> log;
        private volatile Optional<WitnessCalls> calls = Optional.empty();
        private volatile Optional<WitnessServer> server = Optional.empty();

        Voice(Consumer<String> log) {
            this.log = log;
        }

        @Override
        public void answer(LeaseAnswer answer) {
            server.ifPresent(listening -> listening.answer(answer));
        }

        @Override
        public void answerMark(long call, OptionalLong mark) {
            server.ifPresent(listening -> listening.answerMark(call, mark));
        }

        @Override
        public void tell(SiteId to, PeerMessage message) {
            calls.ifPresent(connected -> connected.tell(to, message));
        }

        @Override
        public void warn(String warning) {
            log.accept("WARNING " + warning);
        }
    }
}
