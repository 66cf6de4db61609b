package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryFormat;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.forward.LeaderWork;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.LogReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** Control entries as drafts for the leader of the log, or for this node alone. Thread-safe. */
public final class EncodedControlAppends implements ControlAppends {

    private static final DerivedId UNNAMED = new DerivedId(0, 0);

    private final LeaderWork work;
    private final EntryFormat format;
    private final InstantSource wallClock;

    /**
     * Makes the appends.
     *
     * @param work takes the drafts
     * @param format how entries become bytes
     * @param wallClock what the entries state as the time
     */
    public EncodedControlAppends(LeaderWork work, EntryFormat format, InstantSource wallClock) {
        this.work = work;
        this.format = format;
        this.wallClock = wallClock;
    }

    @Override
    public CompletionStage<LogReply> append(Control control, Duration deadline) {
        var content = format.encode(new ControlEntry(UNNAMED, 0, control)).payload();
        var id = DerivedId.ofControl(content.toByteArray());
        var entry = new ControlEntry(id, wallClock.millis(), control);
        return work.appendControl(format.encode(entry), deadline);
    }
}
