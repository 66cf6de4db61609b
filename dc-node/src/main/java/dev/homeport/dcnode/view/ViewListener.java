package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.message.Undelivered;
import java.util.List;

/** Hears what the view has taken in, once it is committed. Called by one thread; must not block. */
public interface ViewListener {

    /** These messages wait for their place in an inbox. May repeat itself. */
    void undelivered(List<Undelivered> messages);

    /** These places were filled in inboxes. */
    void arrived(List<Arrival> arrivals);
}
