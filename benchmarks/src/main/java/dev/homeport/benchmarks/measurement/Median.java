package dev.homeport.benchmarks.measurement;

import java.util.stream.DoubleStream;

/** The median: one round that something else on the machine disturbed does not move it. */
final class Median {

    private Median() {}

    /**
     * The value in the middle, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is no value
     */
    static double of(DoubleStream values) {
        var sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("values: there are none; measure at least one");
        }
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
