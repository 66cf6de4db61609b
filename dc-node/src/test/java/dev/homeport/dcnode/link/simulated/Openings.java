package dev.homeport.dcnode.link.simulated;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;

/** Openings of homes of which only the vector matters. */
public final class Openings {

    private static final ProtobufEntryFormat FORMAT = new ProtobufEntryFormat();

    private Openings() {}

    /** An opening with an id of its own. */
    public static Draft of(long id, Map<SiteLog, Long> vector) {
        var opened = new HomeOpened(ShardSet.all(), new Epoch(2), Epoch.FIRST, vector);
        return FORMAT.encode(new ControlEntry(new DerivedId(id, ~id), 0, new HomeChanged(opened)));
    }

    /** What an entry inherits: nothing, unless it is an opening. */
    static Map<SiteLog, Long> vector(Draft draft) {
        if (draft.type() != EntryType.HOME_OPENED.number()) {
            return Map.of();
        }
        try {
            var control = ((ControlEntry) FORMAT.decode(draft)).control();
            return ((HomeOpened) ((HomeChanged) control).change()).vector();
        } catch (UnreadableEntryException e) {
            throw new AssertionError(e);
        }
    }
}
