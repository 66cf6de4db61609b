package dev.homeport.benchmarks.append;

import java.io.IOException;
import java.nio.file.Path;

/** A replicated log of some make that can be started for a measurement. */
public interface AppendSystem {

    /** What is to be known of it. */
    SystemFacts facts();

    /**
     * Starts its replicas with empty stores.
     *
     * @param folder an empty folder for the stores
     * @param inFlight how many appends will be under way at once
     * @throws IOException if it does not start, such as when its addresses are in use
     */
    RunningSystem start(Path folder, int inFlight) throws IOException, InterruptedException;
}
