package dev.homeport.dcnode.home.agent;

import dev.homeport.vocabulary.ClockReading;

/** Both clocks of the machine that a process runs on. Implementations are thread-safe. */
public interface MachineClock {

    /** Reads both clocks, as close to each other as can be. */
    ClockReading read();
}
