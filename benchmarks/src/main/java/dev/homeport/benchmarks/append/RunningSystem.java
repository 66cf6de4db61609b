package dev.homeport.benchmarks.append;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The running replicas of a system. Driven by one thread; it may be closed by another. */
public interface RunningSystem extends AutoCloseable {

    /**
     * Waits until one replica leads and takes appends.
     *
     * @throws IOException if none does within the bound
     */
    void awaitLeader(Duration atMost) throws IOException, InterruptedException;

    /**
     * Appends an entry of {@value AppendPlan#ENTRY_BYTES} bytes at the leading replica.
     *
     * @param number counts the entries of a round
     * @return whether it was acknowledged
     */
    CompletionStage<Boolean> append(long number);

    /** Ends the replicas within some seconds. Idempotent; the stores stay. */
    @Override
    void close();
}
