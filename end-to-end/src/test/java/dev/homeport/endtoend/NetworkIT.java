package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which way bytes really go: read from the kernel, not from what a process says of itself. */
@Order(6)
@ExtendWith(SharedFleet.class)
class NetworkIT {

    private static final String ESTABLISHED = "01";
    private static final int SITE_STRIDE = 16;

    /** Processes listen below, and dial from ports that the kernel draws above. */
    private static final int FIRST_DRAWN_PORT = 32_768;

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

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

    private static List<End> ends(Fleet fleet) throws IOException {
        var connections = connections();
        var sites = Fleet.SITES.stream().map(site -> site.name() + "-").toList();
        var ends = new ArrayList<End>();
        for (var process : fleet.processes()) {
            var name = process.path("process").asText();
            var number = 1 + sites.stream().map(name::startsWith).toList().indexOf(true);
            for (var inode : sockets(process.path("pid").asLong())) {
                var remote = connections.get(inode);
                // The end of who dialled: the other one shows where the emulator dialled from.
                if (remote != null && remote[1] < FIRST_DRAWN_PORT) {
                    ends.add(new End(name, number, remote[0], remote[1]));
                }
            }
        }
        return ends;
    }

    /**
     * By inode, the third number of the remote address and the port of what is established here.
     */
    private static Map<String, int[]> connections() throws IOException {
        var result = new HashMap<String, int[]>();
        for (var file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(file)).stream().skip(1).toList()) {
                var columns = line.strip().split("\\s+", -1);
                var remote = columns[2].split(":", -1);
                // Little-endian, and of an IPv4-mapped address the last eight digits.
                var address = remote[0].substring(remote[0].length() - 8);
                var fleet = Integer.parseInt(address.substring(4, 6), 16);
                if (columns[3].equals(ESTABLISHED) && fleet == Fleet.NUMBER) {
                    result.put(
                            columns[9],
                            new int[] {
                                Integer.parseInt(address.substring(2, 4), 16),
                                Integer.parseInt(remote[1], 16)
                            });
                }
            }
        }
        return result;
    }

    private static List<String> sockets(long pid) throws IOException {
        var inodes = new ArrayList<String>();
        try (var descriptors =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var descriptor : descriptors) {
                var socket = SOCKET.matcher(target(descriptor));
                if (socket.matches()) {
                    inodes.add(socket.group(1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "closed in the meantime";
        }
    }
}
