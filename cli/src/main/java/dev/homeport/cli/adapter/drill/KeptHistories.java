package dev.homeport.cli.adapter.drill;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.bench.failover.HistorySource;
import dev.homeport.cli.bench.failover.Told;
import dev.homeport.cli.output.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The histories that drills keep beside their reports, which name them. Stateless and thread-safe.
 */
public final class KeptHistories implements HistorySource {

    @Override
    public List<Told> of(Document report) {
        var told = new ArrayList<Told>();
        try {
            var file = report.text("history").map(Path::of);
            if (file.isEmpty()) {
                return List.of();
            }
            try (var lines = Files.newBufferedReader(file.get())) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    acknowledgement(JsonReader.read(line)).ifPresent(told::add);
                }
            }
        } catch (IOException | InvalidPathException e) {
            // Half a history says nothing: whoever asks is told that there is none.
            return List.of();
        }
        return told;
    }

    private static Optional<Told> acknowledgement(Document event) {
        var written = event.number("writtenNanos");
        var answered = event.number("answeredNanos");
        var isOne =
                event.text("outcome").equals(Optional.of("acknowledged"))
                        && written.isPresent()
                        && answered.isPresent();
        return isOne
                ? Optional.of(
                        new Told(
                                event.number("account").orElse(0),
                                event.text("site").orElse(""),
                                written.getAsLong(),
                                answered.getAsLong()))
                : Optional.empty();
    }
}
