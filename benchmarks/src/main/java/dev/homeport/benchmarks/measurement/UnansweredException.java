package dev.homeport.benchmarks.measurement;

/** Some operations were neither acknowledged nor refused within the bound. */
public final class UnansweredException extends Exception {

    /** Tells how many they are. */
    public UnansweredException(String message) {
        super(message);
    }
}
