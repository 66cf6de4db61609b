package dev.homeport.local.adapter.os;

import dev.homeport.local.adapter.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of the processes that a launcher holds back, on disk, so that whoever finds the fleet
 * without them can tell why. Thread-safe within one process.
 */
final class HeldProcesses {

    private final Path file;

    HeldProcesses(Path stateFolder) {
        this.file = stateFolder.resolve("held-processes");
    }

    synchronized List<String> names() throws IOException {
        return Files.exists(file)
                ? Files.readString(file).lines().filter(line -> !line.isBlank()).toList()
                : List.of();
    }

    synchronized void add(String name) throws IOException {
        var names = new TreeSet<>(names());
        if (names.add(name)) {
            write(names);
        }
    }

    synchronized void remove(String name) throws IOException {
        var names = new TreeSet<>(names());
        if (names.remove(name)) {
            write(names);
        }
    }

    synchronized void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    private void write(SortedSet<String> names) throws IOException {
        if (names.isEmpty()) {
            clear();
        } else {
            PrivateFiles.write(file, String.join("\n", names) + "\n");
        }
    }
}
