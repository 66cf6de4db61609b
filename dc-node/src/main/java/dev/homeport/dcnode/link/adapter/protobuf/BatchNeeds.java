package dev.homeport.dcnode.link.adapter.protobuf;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.link.pull.Needs;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.link.LinkJournalV0;
import dev.homeport.wireformat.adapter.protobuf.Fields;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What batches need, read from the openings that they begin with. Stateless. */
final class BatchNeeds {

    private static final EntryFormat ENTRIES = new ProtobufEntryFormat();

    private BatchNeeds() {}

    /**
     * Reads what entries need that were shipped.
     *
     * @throws MalformedMessageException if an opening is not the first of them, so that what stands
     *     in front of it would have to wait with it, or cannot be read
     */
    static Needs of(SiteLog stream, List<Draft> drafts) throws MalformedMessageException {
        for (var i = 1; i < drafts.size(); i++) {
            if (isOpening(drafts.get(i))) {
                throw new MalformedMessageException(
                        "entries["
                                + i
                                + "]: is an opening of homes, which must be the first of its batch;"
                                + " install this release there too");
            }
        }
        var first = drafts.isEmpty() ? null : drafts.getFirst();
        // The log says what must be done about an entry of a format that is not known.
        if (first == null
                || !isOpening(first)
                || !ENTRIES.knows(first.type(), first.formatVersion())) {
            return Needs.NONE;
        }
        try {
            return Needs.of(stream, opening(ENTRIES.decode(first)).vector());
        } catch (UnreadableEntryException e) {
            throw new MalformedMessageException("entries[0]: " + e.getMessage(), e);
        }
    }

    private static HomeOpened opening(SiteEntry entry) throws MalformedMessageException {
        if (entry instanceof ControlEntry control
                && control.control() instanceof HomeChanged changed
                && changed.change() instanceof HomeOpened opened) {
            return opened;
        }
        throw new MalformedMessageException("entries[0]: is no opening, as its type says");
    }

    private static boolean isOpening(Draft draft) {
        return draft.type() == EntryType.HOME_OPENED.number();
    }

    /** Writes needs into a journal. */
    static void write(Needs needs, LinkJournalV0.Summary.Builder written) {
        needs.offsets().forEach((stream, offset) -> written.addNeeds(write(stream, offset)));
    }

    /** Writes an offset of a stream into a journal. */
    static LinkJournalV0.Need write(SiteLog stream, long offset) {
        return LinkJournalV0.Need.newBuilder()
                .setOrigin(stream.site().name())
                .setIncarnation(stream.incarnation())
                .setOffset(offset)
                .build();
    }

    /** Reads needs from a journal. */
    static Needs read(LinkJournalV0.Summary wire) throws MalformedMessageException {
        return Fields.in("needs", () -> new Needs(read(wire.getNeedsList())));
    }

    /** Reads offsets of streams from a journal. */
    static SortedMap<SiteLog, Long> read(List<LinkJournalV0.Need> needs) {
        var offsets = new TreeMap<SiteLog, Long>();
        for (var need : needs) {
            offsets.put(
                    new SiteLog(new SiteId(need.getOrigin()), need.getIncarnation()),
                    need.getOffset());
        }
        return offsets;
    }
}
