package dev.homeport.quorumqueue.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.TestSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures appends on the leader of three processes and prints the figures. It fails only when
 * nothing gets through: how fast is fast enough depends on the machine.
 */
@Tag("nightly")
class AppendRateIT {

    @TempDir private Path root;

    @Test
    void appendsPerSecondAreMeasured() throws Exception {
        try (var site = new ThreeProcesses(TestSite.format(root, 17)).startAll()) {
            site.node(site.leader()).ask("bench 5 64 1024");
            for (var inFlight : new int[] {1, 64, 256, 1024}) {
                var answer = site.node(site.leader()).ask("bench 5 " + inFlight + " 1024");
                System.out.println(
                        inFlight
                                + " in flight, 1 KiB: count, per second, p50, p99, max in"
                                + " microseconds, failed: "
                                + answer);
                assertThat(answer).startsWith("BENCH ").doesNotStartWith("BENCH 0 ");
            }
        }
    }
}
