package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.message.Undelivered;
import java.util.List;

/** Hears what the view has taken in, once it is committed. Called by one thread; must not block. */
public interface ViewListener {

    /** These messages were sent and wait for their place in an inbox, in the order of the log. */
    void undelivered(List<Undelivered> messages);

    /** These, the oldest first, still wait; told now and then, for what was not taken on. */
    void stillUndelivered(List<Undelivered> messages);

    /** These places were filled in inboxes. */
    void arrived(List<Arrival> arrivals);
}
