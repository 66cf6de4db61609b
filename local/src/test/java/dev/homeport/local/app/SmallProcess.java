package dev.homeport.local.app;

import com.sun.net.httpserver.HttpServer;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.plan.PlannedProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The smallest process that keeps the process contract: health, and an echo for other nodes. */
final class SmallProcess {

    private SmallProcess() {}

    /** Runs until it is ended. */
    public static void main(String[] arguments) throws IOException {
        var configuration = new Properties();
        var file = Path.of(System.getenv(PlannedProcess.CONFIGURATION_VARIABLE));
        try (var reader = Files.newBufferedReader(file)) {
            configuration.load(reader);
        }
        try (var echo = new ServerSocket()) {
            echo.bind(endpoint(configuration, "listen.node-rpc").toSocketAddress());
            var health =
                    HttpServer.create(
                            endpoint(configuration, "listen.management").toSocketAddress(), 10);
            health.createContext(
                    "/health/ready",
                    exchange -> {
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            health.start();
            while (true) {
                try (var client = echo.accept()) {
                    client.getInputStream().transferTo(client.getOutputStream());
                }
            }
        }
    }

    private static Endpoint endpoint(Properties configuration, String key) {
        return Endpoint.parse(configuration.getProperty(key));
    }
}
