package dev.homeport.local.wan;

import java.util.List;

/** The network between the sites of a local fleet, to be watched and broken. Thread-safe. */
public interface WanEmulator {

    /** Returns the state of every direction of every link, in order. */
    List<LinkStatus> show();

    /**
     * Changes a link; when this returns the change is in force.
     *
     * @throws IllegalArgumentException if there is no such link
     */
    void apply(WanCommand command);
}
