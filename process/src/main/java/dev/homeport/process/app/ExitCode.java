package dev.homeport.process.app;

import java.util.Arrays;

/** The exit codes of processes. */
public enum ExitCode {
    /** It was told to stop, and has. */
    STOPPED(0),
    /** A defect. */
    DEFECT(1),
    /** The command line, the configuration or a TLS file is wrong: starting again does not help. */
    CONFIGURATION(2),
    /** The data folder is not formatted, another's, damaged or in use: an operator has to look. */
    STORE(3),
    /** An address that it was given cannot be had. */
    ADDRESS(4),
    /** The disk failed while it ran; what is on it is what was last fsynced. Start it again. */
    DISK(5),
    /** A replayed journal wanted something else done than it did when it was recorded. */
    DIFFERENT(6),
    /** Configuration or store are refused: starting again helps only after somebody mended them. */
    REFUSED(78);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The code as the operating system knows it. */
    public int code() {
        return code;
    }

    /** The one that has a code; {@link #DEFECT} for a code that none has. */
    public static ExitCode of(int code) {
        return Arrays.stream(values()).filter(c -> c.code == code).findFirst().orElse(DEFECT);
    }

    /** The code for something that made a running process end. */
    public static ExitCode of(Throwable cause) {
        return cause instanceof RuntimeException || cause instanceof Error ? DEFECT : DISK;
    }
}
