package dev.homeport.regionrouter.adapter.file;

import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.regionrouter.route.RefreshedTables;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the routing table from a file that somebody else renews, and keeps a durable copy of the
 * newest one that it took, so that a router that starts while the file is gone, damaged or older
 * goes on with what it knew (invariant I5).
 *
 * <p>A table is taken only if it may replace the one in hand. What goes wrong is kept as {@link
 * #problem}, until a refresh succeeds; the table in hand stays.
 */
public final class FileRoutingTableSource implements RefreshedTables {

    private final Path file;
    private final KeptTable kept;
    private @Nullable String lastText;
    private volatile OptionalLong confirmedNanos = OptionalLong.empty();
    private volatile @Nullable String problem;

    /**
     * Makes a source and reads the copy, then the file.
     *
     * @param file where tables are published
     * @param copy where the newest one taken is kept; in a folder that exists
     */
    public FileRoutingTableSource(Path file, Path copy) {
        this.file = file;
        this.kept = new KeptTable(copy);
        this.problem = kept.unusable().orElse(null);
        refresh();
    }

    @Override
    public Optional<RoutingTable> current() {
        return kept.current();
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Optional<Confirmation> confirmed() {
        var at = confirmedNanos;
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Confirmation(
                                file.toString(),
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - at.getAsLong())));
    }

    /** Looks at the file again. */
    @Override
    public void refresh() {
        try {
            var text = DurableText.read(file);
            if (!text.equals(lastText)) {
                var offered = RoutingTableFile.parse(file.toString(), text);
                problem = kept.offer(offered, file.toString(), text).orElse(null);
                lastText = text;
            }
            if (problem == null) {
                confirmedNanos = OptionalLong.of(System.nanoTime());
            }
        } catch (IOException e) {
            lastText = null;
            problem = "the routing table cannot be read or kept: " + e;
        } catch (InvalidDocument e) {
            lastText = null;
            problem = "the routing table is refused: " + e.getMessage();
        }
    }
}
