package dev.homeport.regionrouter.adapter.maxmind;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A country database that is missing, damaged or another one than was asked for. */
public final class UnusableDatabase extends RuntimeException {

    UnusableDatabase(Path file, String problem, @Nullable Throwable cause) {
        super(
                "geo database: "
                        + file
                        + " "
                        + problem
                        + "; put the shipped file back, or name another one",
                cause);
    }
}
