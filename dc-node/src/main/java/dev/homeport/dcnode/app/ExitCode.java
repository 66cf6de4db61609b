package dev.homeport.dcnode.app;

/** The exit codes of a site's processes. */
enum ExitCode {
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
    DIFFERENT(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
