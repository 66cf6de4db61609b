package dev.homeport.endtoend;

import dev.homeport.client.SiteDoor;
import dev.homeport.vocabulary.AccountId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends by one plain call to one site, without the client's patience. */
record PlainSender(HttpClient http, SiteDoor door, String token) {

    HttpResponse<String> send(String requestId, AccountId to)
            throws IOException, InterruptedException {
        var body =
                "{\"requestId\":\"%s\",\"to\":%s,\"text\":\"a plain call\"}"
                        .formatted(requestId, to);
        return http.send(
                HttpRequest.newBuilder(door.path("/v1/messages"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
