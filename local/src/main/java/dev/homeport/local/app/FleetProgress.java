package dev.homeport.local.app;

import dev.homeport.local.process.ProcessStatus;

/** Is told how the start of a fleet goes, from several threads. */
public interface FleetProgress {

    /**
     * A step has been finished.
     *
     * @param what the step, in a few words
     * @param millis how long it took
     */
    void finished(String what, long millis);

    /**
     * Something that a person should know.
     *
     * @param sentence what
     */
    void note(String sentence);

    /**
     * A process is doing something else than before.
     *
     * @param status what
     */
    void changed(ProcessStatus status);
}
