package dev.homeport.local.process;

import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.util.List;

/** What can be done to the processes of a running fleet. Thread-safe. */
public interface FleetHands {

    /** Returns how every process is doing, by name. */
    List<ProcessStatus> status();

    /**
     * Returns the names of a site's processes.
     *
     * @throws IllegalArgumentException if there is no such site
     */
    List<String> namesOf(SiteId site);

    /**
     * Does something to one process.
     *
     * @throws IllegalArgumentException if there is no such process
     * @throws IOException if it cannot be done
     */
    void act(ProcessAction action, String name) throws IOException;
}
