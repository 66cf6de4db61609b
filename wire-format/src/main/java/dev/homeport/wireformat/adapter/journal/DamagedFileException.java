package dev.homeport.wireformat.adapter.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Bytes on disk are not what was written: an operator has to look at it. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    /** Tells where the damage is. */
    public DamagedFileException(Path file, long position, String damage) {
        super(
                "damaged: "
                        + file
                        + " at byte "
                        + position
                        + ": "
                        + damage
                        + "; nothing was changed. Keep a copy for analysis; a witness's folder may"
                        + " be formatted anew as empty, and then learns from the other witnesses");
    }
}
