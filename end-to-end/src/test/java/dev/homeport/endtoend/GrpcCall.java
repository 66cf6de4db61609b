package dev.homeport.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One call of gRPC, by hand over HTTP/2: whoever breaks in has no library of the fleet's either.
 */
final class GrpcCall {

    private static final int PREFIX_BYTES = 5;
    private static final int TEXT = 2;
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final String method;
    private final byte[] message;

    private GrpcCall(String method, byte[] message) {
        this.method = method;
        this.message = message;
    }

    /**
     * A call whose request has these texts.
     *
     * @param method as {@code PACKAGE.SERVICE/METHOD}
     * @param fields the protobuf fields 1, 2 and so on
     */
    static GrpcCall of(String method, String... fields) {
        var message = new ByteArrayOutputStream();
        for (var i = 0; i < fields.length; i++) {
            var bytes = fields[i].getBytes(UTF_8);
            message.write((i + 1) << 3 | TEXT);
            message.write(bytes.length);
            message.writeBytes(bytes);
        }
        return new GrpcCall(method, message.toByteArray());
    }

    /**
     * Calls, and returns status and description of a call that is answered with nothing else.
     *
     * @throws IOException if there is no connection, or the answer is no refusal
     */
    String refusal(HttpClient http, String address) throws IOException, InterruptedException {
        var framed = ByteBuffer.allocate(PREFIX_BYTES + message.length);
        framed.put((byte) 0).putInt(message.length).put(message);
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create("https://" + address + "/" + method))
                                .version(HttpClient.Version.HTTP_2)
                                .timeout(BOUND)
                                .header("Content-Type", "application/grpc")
                                .header("TE", "trailers")
                                .POST(BodyPublishers.ofByteArray(framed.array()))
                                .build(),
                        BodyHandlers.ofByteArray());
        var status =
                answer.headers()
                        .firstValue("grpc-status")
                        .orElseThrow(() ->
                                new IOException(method + " was not refused: " + answer.headers()));
        return status
                + " "
                + URLDecoder.decode(answer.headers().firstValue("grpc-message").orElse(""), UTF_8);
    }

    @Override
    public String toString() {
        return method;
    }
}
