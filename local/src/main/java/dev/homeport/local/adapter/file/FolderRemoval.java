package dev.homeport.local.adapter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Removes a folder with everything in it; follows no links. Stateless. */
public final class FolderRemoval {

    private FolderRemoval() {}

    /**
     * Removes a folder; one that is not there is nothing to do.
     *
     * @throws IOException if something in it cannot be removed
     */
    public static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
