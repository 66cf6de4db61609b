package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.client.SiteDoor;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A WebSocket that sends whatever it is told to, also what a library would not (RFC 6455). For one
 * thread.
 */
final class RawSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;

    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_SHORT = 0xFFFF;
    private static final int OPCODE = 0x0F;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final SSLSocket socket;
    private final DataInputStream in;

    private RawSocket(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Opens one at a site and says nothing. */
    static RawSocket open(SSLContext context, SiteDoor door) throws IOException {
        var at = door.path("/v1/socket");
        var socket =
                new RawSocket(
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(at.getHost(), at.getPort()));
        socket.upgrade(at.getAuthority(), at.getPath());
        return socket;
    }

    private void upgrade(String authority, String path) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream()
                .write(
                        ("GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: "
                                        + authority
                                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                                .getBytes(UTF_8));
        var head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        if (!head.toString(UTF_8).startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no WebSocket: " + head.toString(UTF_8));
        }
    }

    void sayHello(String token) throws IOException {
        sendText("{\"type\":\"hello\",\"version\":1,\"token\":\"" + token + "\"}");
    }

    void sendText(String text) throws IOException {
        send(TEXT, true, text.getBytes(UTF_8));
    }

    /** Sends one frame, under a mask of zeros. */
    void send(int opcode, boolean last, byte[] bytes) throws IOException {
        var frame = ByteBuffer.allocate(bytes.length + 14);
        frame.put((byte) ((last ? FINAL : 0) | opcode));
        if (bytes.length < TWO_BYTES) {
            frame.put((byte) (MASKED | bytes.length));
        } else if (bytes.length <= LONGEST_SHORT) {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) bytes.length);
        } else {
            frame.put((byte) (MASKED | EIGHT_BYTES)).putLong(bytes.length);
        }
        frame.putInt(0).put(bytes);
        socket.getOutputStream().write(frame.array(), 0, frame.position());
        socket.getOutputStream().flush();
    }

    /** The next text that says something of a type; what is said before is passed over. */
    String await(String type) throws IOException {
        while (true) {
            var opcode = in.readUnsignedByte() & OPCODE;
            var bytes = in.readNBytes(length());
            if (opcode == CLOSE) {
                throw new IOException("the site closed: " + reason(bytes));
            }
            var text = new String(bytes, UTF_8);
            if (opcode == TEXT && text.contains("\"type\":\"" + type + "\"")) {
                return text;
            }
        }
    }

    /** How the site closes the connection: code and reason; 1006 if it does not say. */
    String awaitClose() throws IOException {
        try {
            while (true) {
                var opcode = in.readUnsignedByte() & OPCODE;
                var bytes = in.readNBytes(length());
                if (opcode == CLOSE) {
                    return reason(bytes);
                }
            }
        } catch (EOFException e) {
            return "1006";
        }
    }

    private static String reason(byte[] bytes) {
        var close = ByteBuffer.wrap(bytes);
        return close.remaining() < Short.BYTES
                ? "1005"
                : close.getShort() + " " + UTF_8.decode(close);
    }

    private int length() throws IOException {
        var length = in.readUnsignedByte();
        return switch (length) {
            case TWO_BYTES -> in.readUnsignedShort();
            case EIGHT_BYTES -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
