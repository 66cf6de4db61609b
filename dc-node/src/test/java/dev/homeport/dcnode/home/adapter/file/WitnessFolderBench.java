package dev.homeport.dcnode.home.adapter.file;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.witness.WitnessState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/** Measures how many states a second go to disk, each fsynced; run by hand with a folder. */
final class WitnessFolderBench {

    private static final int STATES = 5_000;

    private WitnessFolderBench() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory(Path.of(args[0]), "witness").resolve("store");
        var fleet = Tables.first().fleet();
        var state = WitnessState.genesis(Tables.first());
        WitnessFolder.format(folder, fleet, Tables.CANADA, new UUID(1, 1), state);
        var nanos = new long[STATES];
        try (var store = WitnessFolder.open(folder, fleet, Tables.CANADA, 8 << 20)) {
            for (var i = 0; i < STATES; i++) {
                var from = System.nanoTime();
                store.persist(state);
                nanos[i] = System.nanoTime() - from;
            }
        }
        var perSecond = STATES * 1e9 / Arrays.stream(nanos).sum();
        Arrays.sort(nanos);
        System.out.printf(
                "persist: %.0f per second, p50 %d us, p99 %d us, max %d us%n",
                perSecond,
                nanos[STATES / 2] / 1_000,
                nanos[STATES * 99 / 100] / 1_000,
                nanos[STATES - 1] / 1_000);
    }
}
