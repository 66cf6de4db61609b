package dev.homeport.benchmarks.app;

/** How the program ends: numbers that {@code homeport bench} hands on. */
enum EndCode {
    /** The report stands on standard output. */
    DONE(0),
    /** A defect. */
    DEFECT(1),
    /** Wrong options. */
    USAGE(2),
    /** A system did not start, lead or answer: try again. */
    LATER(4),
    /** The folder cannot be used or its disk has no room. */
    OPERATOR(5);

    private final int number;

    EndCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
