package dev.homeport.cli.bench;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the benchmark of appends, as it was given: whoever runs it checks the ranges.
 * Immutable and thread-safe.
 *
 * @param rounds how many rounds each system is measured for
 * @param seconds how long a round is
 * @param inFlight how many appends are under way at once, one setting after the other
 * @param diskMebibytes how much disk the stores may take
 * @param fleetNumber second octet of the addresses
 * @param folder where the stores are made for the time of the run; the usual place if not given
 */
public record AppendRequest(
        int rounds,
        BigDecimal seconds,
        List<Integer> inFlight,
        int diskMebibytes,
        int fleetNumber,
        Optional<Path> folder) {

    /** Makes a request. */
    public AppendRequest {
        inFlight = List.copyOf(inFlight);
    }
}
