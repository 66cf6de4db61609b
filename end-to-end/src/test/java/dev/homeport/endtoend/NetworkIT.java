package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which way bytes really go: read from the kernel, not from what a process says of itself. */
@Order(6)
@ExtendWith(SharedFleet.class)
class NetworkIT {

    private static final int SITE_STRIDE = 16;

    /** Processes listen below, and dial from ports that the kernel draws above. */
    private static final int FIRST_DRAWN_PORT = 32_768;

    /**
     * One end of a connection.
     *
     * @param process whose end it is
     * @param site the number of the process's site, 0 for those outside
     * @param third third number of the address at the other end, 127.F.third.fourth
     */
    private record End(String process, int site, int third, int port) {}

    @Test
    void noConnectionBetweenSitesBypassesTheEmulator(Fleet fleet) throws Exception {
        var ends = ends(fleet);

        var direct =
                ends.stream()
                        .filter(end -> end.site() > 0)
                        .filter(end -> end.third() > 0 && end.third() < SITE_STRIDE)
                        .filter(end -> end.third() != end.site())
                        .toList();
        assertThat(direct).as("connections that lead straight into another site").isEmpty();

        var carried =
                ends.stream().filter(end -> end.site() > 0 && end.third() >= SITE_STRIDE).toList();
        assertThat(carried)
                .as("connections through the emulator")
                .hasSizeGreaterThan(6)
                .allSatisfy(end -> assertThat(end.third() / SITE_STRIDE).isEqualTo(end.site()));
    }

    @Test
    void nothingListensWhereAnotherMachineCouldReachIt(Fleet fleet) throws Exception {
        for (var process : fleet.pids().entrySet()) {
            assertThat(Sockets.listening(process.getValue()))
                    .as(process.getKey())
                    .isNotEmpty()
                    .allSatisfy(at ->
                            assertThat(at.getAddress().getHostAddress())
                                    .startsWith("127." + Fleet.NUMBER + "."));
        }
    }

    private static List<End> ends(Fleet fleet) throws IOException {
        var sites = Fleet.SITES.stream().map(site -> site.name() + "-").toList();
        var ends = new ArrayList<End>();
        for (var process : fleet.processes()) {
            var name = process.path("process").asText();
            var number = 1 + sites.stream().map(name::startsWith).toList().indexOf(true);
            for (var peer : Sockets.peers(process.path("pid").asLong())) {
                var address = peer.getAddress().getAddress();
                // The end of who dialled: the other one shows where the emulator dialled from.
                if (Byte.toUnsignedInt(address[1]) == Fleet.NUMBER
                        && peer.getPort() < FIRST_DRAWN_PORT) {
                    ends.add(new End(name, number, Byte.toUnsignedInt(address[2]), peer.getPort()));
                }
            }
        }
        return ends;
    }
}
