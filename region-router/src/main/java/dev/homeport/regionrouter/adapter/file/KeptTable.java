package dev.homeport.regionrouter.adapter.file;

import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.regionrouter.route.RoutingTableSource;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest routing table that was taken, with a durable copy, so that a router that starts while
 * nobody hands out tables goes on with what it knew (invariant I5). {@link #offer} is for one
 * thread at a time; {@link #current} is thread-safe.
 */
public final class KeptTable implements RoutingTableSource {

    private final Path copy;
    private final Optional<String> unusable;
    private volatile @Nullable RoutingTable table;

    /**
     * Reads the copy, if there is one.
     *
     * @param copy where the newest table taken is kept; in a folder that exists
     */
    public KeptTable(Path copy) {
        this.copy = copy;
        Optional<String> trouble = Optional.empty();
        if (Files.exists(copy)) {
            try {
                table = RoutingTableFile.parse(copy.toString(), DurableText.read(copy));
            } catch (IOException | InvalidDocument e) {
                trouble = Optional.of("the kept routing table is unusable: " + e.getMessage());
            }
        }
        unusable = trouble;
    }

    @Override
    public Optional<RoutingTable> current() {
        return Optional.ofNullable(table);
    }

    /** Why the copy could not be used when it was read; empty if it could, or there was none. */
    public Optional<String> unusable() {
        return unusable;
    }

    /**
     * Takes a table if it may replace the one in hand.
     *
     * @param from where it comes from, for messages
     * @param text its text, to be kept
     * @return why it was not taken; empty if it was, or is the one in hand
     * @throws IOException if it cannot be kept
     */
    public Optional<String> offer(RoutingTable offered, String from, String text)
            throws IOException {
        var held = table;
        if (held == null || offered.mayReplace(held)) {
            table = offered;
            DurableText.replace(copy, text);
            return Optional.empty();
        }
        if (offered.equals(held)) {
            return Optional.empty();
        }
        return Optional.of(
                offered.version() == held.version()
                        ? "ALARM: two different routing tables of version " + held.version()
                        : "the routing table in "
                                + from
                                + ", version "
                                + offered.version()
                                + ", may not replace version "
                                + held.version());
    }
}
