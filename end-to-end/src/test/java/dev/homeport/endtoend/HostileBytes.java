package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What nobody who means well sends to a port. The same seed sends the same. Stateless. */
final class HostileBytes {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 1_000;
    private static final int MOMENT_MILLIS = 10;
    private static final int MOST_GARBAGE_BYTES = 4_000;

    private static final byte[] HALF_A_REQUEST =
            "POST /v1/messages HTTP/1.1\r\nHost: homeport\r\nContent-Le".getBytes(US_ASCII);

    private static final byte[] HTTP2_PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    /** The beginning of a TLS record of 512 bytes, and in it of a ClientHello of 508. */
    private static final byte[] HALF_A_CLIENT_HELLO =
            HexFormat.of().parseHex("16030102000100" + "01fc0303" + "5a".repeat(40));

    private HostileBytes() {}

    /** All that is sent to one port, each on a connection of its own that is closed after it. */
    static List<byte[]> of(long seed) {
        var random = new Random(seed);
        return List.of(
                garbage(random),
                garbage(random),
                HALF_A_REQUEST,
                HALF_A_CLIENT_HELLO,
                joined(HTTP2_PREFACE, garbage(random)));
    }

    /** How connections begin that are then left as they are; the first says nothing at all. */
    static List<byte[]> beginnings() {
        return List.of(new byte[0], HALF_A_REQUEST, HALF_A_CLIENT_HELLO);
    }

    private static byte[] garbage(Random random) {
        var bytes = new byte[1 + random.nextInt(MOST_GARBAGE_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Sends bytes, and takes an end of the connection for an answer. */
    static void send(InetSocketAddress to, byte[] bytes) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(to, TIMEOUT_MILLIS);
            write(socket, bytes);
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // Who hangs up on garbage at once is right.
            return;
        }
    }

    /** Sends one byte and resets the connection. */
    static void reset(InetSocketAddress to) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(to, TIMEOUT_MILLIS);
            socket.setSoLinger(true, 0);
            write(socket, new byte[] {0x16});
        }
    }

    /** Sends bytes inside TLS; false if nobody speaks TLS there. */
    static boolean sendInTls(SSLContext context, InetSocketAddress to, byte[] bytes)
            throws IOException {
        try (var plain = new Socket()) {
            plain.connect(to, TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            return sendInTls(context, plain, to, bytes);
        }
    }

    private static boolean sendInTls(
            SSLContext context, Socket plain, InetSocketAddress to, byte[] bytes) {
        var host = to.getAddress().getHostAddress();
        try (var socket =
                (SSLSocket)
                        context.getSocketFactory().createSocket(plain, host, to.getPort(), true)) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            write(socket, bytes);
            socket.setSoTimeout(ANSWER_MILLIS);
            drain(socket.getInputStream());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads to the end, which may be a reset, or for some time. */
    private static void drain(InputStream answers) {
        try {
            answers.readNBytes(HTTP2_PREFACE.length);
        } catch (IOException e) {
            return;
        }
    }

    /** Begins a connection and leaves it as it is. */
    static SocketChannel begin(InetSocketAddress to, byte[] bytes) throws IOException {
        var channel = SocketChannel.open();
        channel.socket().connect(to, TIMEOUT_MILLIS);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.configureBlocking(false);
        return channel;
    }

    /** Begins a request inside TLS. */
    static SSLSocket beginInTls(SSLContext context, String host, int port) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.startHandshake();
        socket.getOutputStream().write(HALF_A_REQUEST);
        return socket;
    }

    /** Sends one more byte, and tells whether the other side has ended the connection. */
    static boolean hasEndedAfterAByte(SSLSocket socket) {
        try {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(MOMENT_MILLIS);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the other side has ended a connection that was begun. */
    static boolean hasEnded(SocketChannel channel) {
        var answers = ByteBuffer.allocate(MOST_GARBAGE_BYTES);
        try {
            var count = channel.read(answers);
            while (count > 0) {
                count = channel.read(answers.clear());
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
