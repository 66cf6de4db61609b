package dev.homeport.benchmarks.append;

import dev.homeport.benchmarks.measurement.Ratio;
import dev.homeport.benchmarks.measurement.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a run says. Immutable and thread-safe.
 *
 * @param plan what was asked for
 * @param machine what it ran on
 * @param results each system at each setting; ours stands before its peers
 * @param notes what a reader must know besides, in sentences
 */
public record AppendReport(
        AppendPlan plan, Machine machine, List<Measured> results, List<String> notes) {

    /** Makes a report. */
    public AppendReport {
        results = List.copyOf(results);
        notes = List.copyOf(notes);
    }

    /**
     * Whether what a system acknowledged outlives a power cut: its replicas must have called fsync,
     * and there must be a disk below.
     */
    public boolean isDurableBeforeAcknowledged(Measured measured) {
        return measured.system().syncsFirst() && !machine.isMemory();
    }

    /** Per peer, in-flight setting to ours divided by the peer's. */
    public SequencedMap<String, Map<Integer, Ratio>> ratios() {
        var ratios = new LinkedHashMap<String, Map<Integer, Ratio>>();
        var ours = results.getFirst().system();
        for (var peer : results) {
            if (!peer.system().equals(ours)) {
                ratios.computeIfAbsent(peer.system().name(), _ -> new LinkedHashMap<>())
                        .put(peer.inFlight(), Ratio.of(at(ours, peer.inFlight()), peer.summary()));
            }
        }
        return ratios;
    }

    private Summary at(SystemFacts system, int inFlight) {
        return results.stream()
                .filter(r -> r.system().equals(system) && r.inFlight() == inFlight)
                .findFirst()
                .orElseThrow()
                .summary();
    }
}
