package dev.homeport.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The kernel's table of TCP sockets, and whose they are. Stateless. */
final class Sockets {

    private static final String ESTABLISHED = "01";
    private static final String LISTENING = "0A";
    private static final int IPV4_DIGITS = 8;
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    private Sockets() {}

    /** A row of the table. */
    private record Row(String state, InetSocketAddress local, InetSocketAddress remote) {}

    /** Where a process listens. */
    static List<InetSocketAddress> listening(long pid) throws IOException {
        return rows(pid).stream()
                .filter(row -> row.state().equals(LISTENING))
                .map(Row::local)
                .toList();
    }

    /** The other ends of a process's connections. */
    static List<InetSocketAddress> peers(long pid) throws IOException {
        return rows(pid).stream()
                .filter(row -> row.state().equals(ESTABLISHED))
                .map(Row::remote)
                .toList();
    }

    private static List<Row> rows(long pid) throws IOException {
        var table = table();
        var rows = new ArrayList<Row>();
        for (var inode : inodes(pid)) {
            var row = table.get(inode);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Map<String, Row> table() throws IOException {
        var result = new HashMap<String, Row>();
        for (var file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : Files.readAllLines(Path.of(file)).stream().skip(1).toList()) {
                var columns = line.strip().split("\\s+", -1);
                result.put(
                        columns[9], new Row(columns[3], address(columns[1]), address(columns[2])));
            }
        }
        return result;
    }

    /** Little-endian, and of an IPv4-mapped address the last eight digits. */
    private static InetSocketAddress address(String text) throws IOException {
        var parts = text.split(":", -1);
        var last = HexFormat.of().parseHex(parts[0].substring(parts[0].length() - IPV4_DIGITS));
        return new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {last[3], last[2], last[1], last[0]}),
                Integer.parseInt(parts[1], 16));
    }

    private static List<String> inodes(long pid) throws IOException {
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
