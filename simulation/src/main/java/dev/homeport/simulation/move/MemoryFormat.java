package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Payload;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Entries that never become bytes: a draft names its entry, the last one of its id. One thread. */
final class MemoryFormat implements EntryFormat {

    private final Map<EntryId, SiteEntry> entries = new HashMap<>();

    @Override
    public boolean knows(int type, int formatVersion) {
        return true;
    }

    @Override
    public Draft encode(SiteEntry entry) {
        DerivedId id = entry.id();
        var draft = new Draft(entry.type().number(), 0, id.toEntryId(), Payload.EMPTY);
        entries.put(draft.id(), entry);
        return draft;
    }

    @Override
    public SiteEntry decode(Draft draft) {
        return Objects.requireNonNull(entries.get(draft.id()));
    }
}
