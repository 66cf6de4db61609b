package dev.homeport.client.checker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of the messages. Immutable.
 *
 * @param acknowledged how many request ids were acknowledged
 * @param unknown how many have no known result
 * @param refused how many were refused, and never acknowledged
 * @param findings everything that was found
 */
public record Verdict(long acknowledged, long unknown, long refused, List<Finding> findings) {

    private static final Set<Fault> NO_FAULTS =
            Set.of(Fault.ADOPTED, Fault.UNKNOWN_TURNED_UP, Fault.WITHDRAWN, Fault.STRANDED);

    /** Makes a verdict. */
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** How many messages, requests or shards have a fault. */
    public long count(Fault fault) {
        return findings.stream()
                .filter(finding -> finding.fault() == fault)
                .map(Finding::subject)
                .distinct()
                .count();
    }

    /** The faults that break a promise. */
    public Set<Fault> broken() {
        return findings.stream()
                .map(Finding::fault)
                .filter(fault -> !NO_FAULTS.contains(fault))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tells whether every promise was kept. */
    public boolean isClean() {
        return broken().isEmpty();
    }
}
