package dev.homeport.regionrouter.adapter.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.regionrouter.route.RoutingTableSource;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the routing table from a file that somebody else renews, and keeps a durable copy of the
 * newest one that it took, so that a router that starts while the file is gone, damaged or older
 * goes on with what it knew (invariant I5).
 *
 * <p>A table is taken only if it may replace the one in hand. What goes wrong is kept as {@link
 * #problem}, until a refresh succeeds; the table in hand stays. {@link #refresh} is for one thread
 * at a time and blocks on the disk; {@link #current} and {@link #problem} are thread-safe.
 */
public final class FileRoutingTableSource implements RoutingTableSource {

    private static final long LARGEST_BYTES = 4 << 20;

    private final Path file;
    private final Path copy;
    private @Nullable String lastText;
    private volatile @Nullable RoutingTable table;
    private volatile @Nullable String problem;

    /**
     * Makes a source and reads the copy, then the file.
     *
     * @param file where tables are published
     * @param copy where the newest one taken is kept; in a folder that exists
     */
    public FileRoutingTableSource(Path file, Path copy) {
        this.file = file;
        this.copy = copy;
        if (Files.exists(copy)) {
            try {
                table = RoutingTableFile.parse(copy.toString(), text(copy));
            } catch (IOException | InvalidDocument e) {
                problem = "the kept routing table is unusable: " + e.getMessage();
            }
        }
        refresh();
    }

    @Override
    public Optional<RoutingTable> current() {
        return Optional.ofNullable(table);
    }

    /** What is wrong with the file or the copy; empty while all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Looks at the file again. */
    public void refresh() {
        try {
            var text = text(file);
            if (text.equals(lastText)) {
                return;
            }
            take(RoutingTableFile.parse(file.toString(), text), text);
            lastText = text;
        } catch (IOException e) {
            lastText = null;
            problem = "the routing table cannot be read or kept: " + e;
        } catch (InvalidDocument e) {
            lastText = null;
            problem = "the routing table is refused: " + e.getMessage();
        }
    }

    private void take(RoutingTable offered, String text) throws IOException {
        var held = table;
        if (held == null || offered.mayReplace(held)) {
            table = offered;
            keep(text);
            problem = null;
        } else if (offered.equals(held)) {
            problem = null;
        } else if (offered.version() == held.version()) {
            problem = "ALARM: two different routing tables of version " + held.version();
        } else {
            problem =
                    "the routing table in "
                            + file
                            + ", version "
                            + offered.version()
                            + ", may not replace version "
                            + held.version();
        }
    }

    private void keep(String text) throws IOException {
        var fresh = copy.resolveSibling(copy.getFileName() + ".new");
        try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, copy, ATOMIC_MOVE);
        try (var folder = FileChannel.open(copy.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > LARGEST_BYTES) {
            throw new IOException(path + " has more than " + LARGEST_BYTES + " bytes");
        }
        return Files.readString(path);
    }
}
