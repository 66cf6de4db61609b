package dev.homeport.local.process;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads the kernel's table of TCP sockets ({@code /proc/net/tcp}, {@code /proc/net/tcp6}) for those
 * that listen. Stateless.
 */
public final class ListeningSockets {

    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int WORD_HEX_LENGTH = 8;
    private static final String MAPPED_PREFIX = "0000000000000000FFFF0000";

    private ListeningSockets() {}

    /**
     * Returns the inodes of the sockets that hold a port at an IPv4 address, be it by listening at
     * that address or at all.
     *
     * @param table the text of either table
     * @param address the four octets
     * @param port the port
     */
    public static List<Long> holding(String table, byte[] address, int port) {
        var wanted = HexFormat.of().withUpperCase().formatHex(reversed(address));
        var found = new ArrayList<Long>();
        for (var line : table.lines().skip(1).toList()) {
            var fields = line.strip().split("\\s+", -1);
            if (fields.length > INODE && fields[STATE].equals(LISTEN)) {
                var colon = fields[LOCAL_ADDRESS].indexOf(':');
                var listening = fields[LOCAL_ADDRESS].substring(0, colon);
                var listeningPort =
                        Integer.parseInt(fields[LOCAL_ADDRESS].substring(colon + 1), 16);
                if (listeningPort == port && covers(listening, wanted)) {
                    found.add(Long.parseLong(fields[INODE]));
                }
            }
        }
        return found;
    }

    private static boolean covers(String listening, String wanted) {
        return listening.chars().allMatch(c -> c == '0')
                || listening.equals(wanted)
                || (listening.length() > WORD_HEX_LENGTH
                        && listening.equals(MAPPED_PREFIX + wanted));
    }

    /** The table shows addresses in the byte order of the machine, which is little-endian here. */
    private static byte[] reversed(byte[] address) {
        var result = new byte[address.length];
        for (var i = 0; i < address.length; i++) {
            result[i] = address[address.length - 1 - i];
        }
        return result;
    }
}
