package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.dcnode.view.Traffic.Sent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch's messages change in the view.
 *
 * @param messages messages that are new
 * @param filled places of inboxes that are taken now, in the order of the log
 * @param waiting those of the new messages that wait for their place, in the order of the log
 * @param arrivals what readers of inboxes can have now and could not before
 */
public record ViewChange(
        List<Sent> messages,
        Map<Place, SyncKey> filled,
        List<Sent> waiting,
        List<Arrival> arrivals) {

    /** Makes it. */
    public ViewChange {
        messages = List.copyOf(messages);
        filled = Collections.unmodifiableMap(new LinkedHashMap<>(filled));
        waiting = List.copyOf(waiting);
        arrivals = List.copyOf(arrivals);
    }

    /** Those that wait, for whoever is to deliver them. */
    public List<Undelivered> undelivered() {
        return waiting.stream().map(Sent::undelivered).toList();
    }
}
