package dev.homeport.controlplane.app;

import dev.homeport.controlplane.adapter.file.ObservationJournal;
import dev.homeport.controlplane.adapter.grpc.SightingCalls;
import dev.homeport.controlplane.adapter.grpc.SiteReportCalls;
import dev.homeport.controlplane.adapter.grpc.WitnessStatuses;
import dev.homeport.controlplane.adapter.vertx.AccessProbes;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.controlplane.observation.Observer;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.Probe;
import dev.homeport.controlplane.replica.SiteWatch;
import dev.homeport.process.app.Configuration.InvalidException;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The watch over sites with its connections, wired together. Thread-safe. */
final class Observation implements AutoCloseable {

    private final SightingCalls others;
    private final AccessProbes doors;
    private final RecordJournal<ObservationStep> journal;
    private final SiteWatch watch;

    /**
     * Makes the watch and starts it.
     *
     * @param config what this process is told
     * @param nodes has the connections to sites' nodes
     * @param witnesses has those to witnesses
     * @param log takes a line for the operator
     */
    Observation(
            CoordinationConfig config,
            SiteReportCalls nodes,
            WitnessStatuses witnesses,
            Consumer<String> log)
            throws InvalidException, IOException {
        var majority = config.majority();
        var told = config.doors();
        others = new SightingCalls(config.otherReplicas(), config.tls(), config.fleet(), log);
        doors = new AccessProbes(config.tls());
        var probes = new TreeMap<Observer.Target, Probe>();
        nodes.probes()
                .forEach((node, probe) ->
                        probes.put(new Observer.Target(node.site(), Part.LOG, node.node()), probe));
        witnesses
                .probes()
                .forEach((site, probe) ->
                        probes.put(new Observer.Target(site, Part.WITNESS, 0), probe));
        told.forEach((site, addresses) -> {
            for (var i = 0; i < addresses.size(); i++) {
                probes.put(new Observer.Target(site, Part.ACCESS, i), doors.of(addresses.get(i)));
            }
        });
        journal = ObservationJournal.begin(config.store().resolve(ObservationJournal.NAME), log);
        watch = watch(config, majority, probes, log);
        watch.start();
    }

    private SiteWatch watch(
            CoordinationConfig config,
            int majority,
            Map<Observer.Target, Probe> probes,
            Consumer<String> log) {
        return new SiteWatch(
                config.self().site(),
                config.sites(),
                majority,
                probes,
                others,
                () -> new ClockReading(System.nanoTime(), System.currentTimeMillis()),
                journal,
                log);
    }

    SiteWatch watch() {
        return watch;
    }

    @Override
    public void close() throws IOException {
        watch.close();
        others.close();
        doors.close();
        journal.close();
    }
}
