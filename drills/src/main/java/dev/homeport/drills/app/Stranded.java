package dev.homeport.drills.app;

import dev.homeport.client.adapter.sql.DatabaseReading;
import dev.homeport.client.checker.Histories.Stored;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts what lost sites had acknowledged to clients, and the new home has not inherited: by the
 * clients' word and the new home's database alone. Thread-safe.
 */
final class Stranded {

    private final DrilledFleet fleet;
    private final LoadMeter meter;
    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private volatile boolean counted;

    Stranded(DrilledFleet fleet, LoadMeter meter) {
        this.fleet = fleet;
        this.meter = meter;
    }

    /**
     * Counts; what was found before stays counted.
     *
     * @param lost the sites that are lost
     * @param heir the home of what was theirs
     * @throws ChangeFailedException if the new home's database cannot be read
     */
    void count(Set<SiteId> lost, SiteId heir) throws ChangeFailedException {
        var acknowledged = meter.acknowledgedBy(lost);
        var missing =
                acknowledged.stream().map(LoadMeter.Taken::messageId).collect(Collectors.toSet());
        var senders =
                acknowledged.stream().map(LoadMeter.Taken::sender).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            missing.removeAll(held(heir, senders));
        }
        found.addAll(missing);
        counted = true;
    }

    private Set<String> held(SiteId heir, Set<Long> senders) throws ChangeFailedException {
        try {
            var reading = DatabaseReading.of(fleet.folder().databaseOf(heir), senders);
            return new HashSet<>(reading.stored().stream().map(Stored::messageId).toList());
        } catch (IOException e) {
            throw new ChangeFailedException(
                    "what is stranded cannot be counted: " + e.getMessage(), false);
        }
    }

    /** How many messages; nothing if nobody has counted. */
    OptionalLong total() {
        return counted ? OptionalLong.of(found.size()) : OptionalLong.empty();
    }
}
