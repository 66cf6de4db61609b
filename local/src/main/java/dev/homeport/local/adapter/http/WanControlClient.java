package dev.homeport.local.adapter.http;

import dev.homeport.local.address.Endpoint;
import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks a running launcher about its network, and for changes of it. Thread-safe. */
public final class WanControlClient implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build();
    private final URI uri;
    private final String token;

    /**
     * Makes a client; connects to nothing yet.
     *
     * @param launcher where the launcher's control listens
     * @param token the fleet's control token
     */
    public WanControlClient(Endpoint launcher, String token) {
        this.uri = URI.create("http://" + launcher + "/wan");
        this.token = token;
    }

    /**
     * Returns the state of every direction of every link.
     *
     * @throws IOException if no launcher answers
     */
    public List<LinkStatus> show() throws IOException, InterruptedException {
        return send(request().GET());
    }

    /**
     * Changes the network and returns its state afterwards.
     *
     * @throws IOException if no launcher answers
     * @throws IllegalArgumentException if the launcher refuses the request
     */
    public List<LinkStatus> change(WanRequest request) throws IOException, InterruptedException {
        var body = HttpRequest.BodyPublishers.ofString(WanJson.ofRequest(request));
        return send(request().POST(body));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(uri)
                .timeout(BOUND)
                .header("Authorization", "Bearer " + token);
    }

    private List<LinkStatus> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case 200 -> WanJson.links(answer.body());
            case 400 -> throw new IllegalArgumentException(WanJson.error(answer.body()));
            default ->
                    throw new IOException(
                            "WAN control at " + uri + ": " + WanJson.error(answer.body()));
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
