package dev.homeport.client.adapter.file;

import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.checker.Histories;
import dev.homeport.client.checker.Histories.Attempt;
import dev.homeport.client.checker.Histories.Outcome;
import dev.homeport.client.checker.Histories.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the clients' own histories, one JSON object a line. Stateless. */
public final class HistoryFile {

    private HistoryFile() {}

    /**
     * Writes what clients sent and received.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Histories histories) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        try (var out = Files.newBufferedWriter(file)) {
            for (var attempt : histories.attempts()) {
                out.write(JsonText.write(sent(attempt)) + "\n");
            }
            for (var receipt : histories.receipts()) {
                out.write(JsonText.write(received(receipt)) + "\n");
            }
        }
    }

    private static Map<String, Object> sent(Attempt attempt) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "sent");
        fields.put("account", attempt.sender());
        fields.put("requestId", attempt.requestId());
        fields.put("to", attempt.recipient());
        fields.put("text", attempt.text());
        if (attempt.writtenNanos() != Histories.NEVER) {
            fields.put("writtenNanos", attempt.writtenNanos());
        }
        fields.put("answeredNanos", attempt.answeredNanos());
        switch (attempt.outcome()) {
            case Outcome.Acknowledged(var id, var taken, var first, var site) -> {
                fields.put("outcome", "acknowledged");
                fields.put("messageId", id);
                fields.put("taken", taken);
                fields.put("first", first);
                fields.put("site", site);
            }
            case Outcome.Refused(var code) -> {
                fields.put("outcome", "refused");
                fields.put("code", code);
            }
            case Outcome.Unknown() -> fields.put("outcome", "unknown");
        }
        return fields;
    }

    private static Map<String, Object> received(Receipt receipt) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "received");
        fields.put("account", receipt.account());
        fields.put("key", receipt.place().epoch() + "." + receipt.place().n());
        fields.put("messageId", receipt.place().messageId());
        fields.put("from", receipt.place().sender());
        fields.put("text", receipt.place().text());
        fields.put("receivedNanos", receipt.receivedNanos());
        return fields;
    }
}
