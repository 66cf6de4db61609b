package dev.homeport.local.adapter.http;

import dev.homeport.local.address.Endpoint;
import dev.homeport.local.process.ProcessRequest;
import dev.homeport.local.process.ProcessStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks a running launcher about its processes and drills, and for changes. Thread-safe. */
public final class LauncherControlClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A site's processes are killed one after the other, each within a bound of seconds. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final Endpoint launcher;
    private final String token;

    /**
     * Makes a client; connects to nothing yet.
     *
     * @param launcher where the launcher's control listens
     * @param token the fleet's control token
     */
    public LauncherControlClient(Endpoint launcher, String token) {
        this.launcher = launcher;
        this.token = token;
    }

    /**
     * Returns how every process is doing.
     *
     * @throws IOException if no launcher answers
     */
    public List<ProcessStatus> processes() throws IOException, InterruptedException {
        return ProcessJson.processes(send(request("/processes").GET()));
    }

    /**
     * Does something to processes, and returns how all are doing afterwards.
     *
     * @throws IOException if no launcher answers, or it could not be done
     * @throws IllegalArgumentException if the launcher refuses the request
     */
    public List<ProcessStatus> act(ProcessRequest request)
            throws IOException, InterruptedException {
        return ProcessJson.processes(
                send(request("/processes").POST(text(ProcessJson.ofRequest(request)))));
    }

    /**
     * Begins a drill, or the recovery of one.
     *
     * @param json what is wanted, as one object
     * @return what the launcher says to it, as one object
     * @throws IOException if no launcher answers, or it could not be begun
     * @throws IllegalArgumentException if the launcher refuses the request for its form
     * @throws IllegalStateException if another drill is in the way
     */
    public String drill(String json) throws IOException, InterruptedException {
        return send(request("/drills").POST(text(json)));
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + launcher + path))
                .timeout(BOUND)
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case 200 -> answer.body();
            case 400 -> throw new IllegalArgumentException(WanJson.error(answer.body()));
            case 409 -> throw new IllegalStateException(WanJson.error(answer.body()));
            default ->
                    throw new IOException(
                            "the launcher at " + launcher + ": " + WanJson.error(answer.body()));
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
