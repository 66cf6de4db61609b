package dev.homeport.local.adapter.http;

import java.io.IOException;

/** One path of a launcher's control: what it shows, and what it changes. Thread-safe. */
public interface ControlRoute {

    /** Returns how things are, as one JSON object. */
    String show();

    /**
     * Changes something.
     *
     * @param json what was asked for
     * @return how things are afterwards, as one JSON object
     * @throws IllegalArgumentException if it is asked for wrongly, with the mend
     * @throws IllegalStateException if it contradicts what is, with the mend
     * @throws IOException if it cannot be done
     */
    String change(String json) throws IOException;
}
