package dev.homeport.local.adapter.os;

import dev.homeport.local.process.NotReadyException;
import dev.homeport.local.process.Readiness;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.time.Duration;

/** Checks once whether a process is ready, within a bound. Stateless. */
final class ReadinessCheck {

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final int OK = 200;

    private ReadinessCheck() {}

    static void check(Readiness readiness) throws NotReadyException, InterruptedException {
        try {
            switch (readiness) {
                case Readiness.Answers answers -> ask(answers);
                case Readiness.Accepts accepts -> connect(accepts);
                case Readiness.Passes passes -> passes.probe().check();
            }
        } catch (IOException e) {
            throw new NotReadyException(readiness + ": " + e.getMessage(), e);
        }
    }

    private static void ask(Readiness.Answers answers) throws IOException, NotReadyException {
        var connection = (HttpURLConnection) answers.uri().toURL().openConnection();
        connection.setConnectTimeout((int) BOUND.toMillis());
        connection.setReadTimeout((int) BOUND.toMillis());
        try {
            var status = connection.getResponseCode();
            if (status != OK) {
                throw new NotReadyException(answers.uri() + " answers " + status, null);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static void connect(Readiness.Accepts accepts) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(accepts.address(), (int) BOUND.toMillis());
        }
    }
}
