package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.AdoptedEntry;
import dev.homeport.dcnode.view.AdoptedEntry.Kind;
import dev.homeport.dcnode.view.AdoptedEntry.Outcome;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was adopted. Used by one thread. */
final class AdoptionRows implements Script.Reader {

    static final String COUNT = "SELECT COUNT(*) FROM adoption";

    static final String PAGE =
            "SELECT position, home, home_incarnation, home_offset, epoch, site, incarnation,"
                    + " stream_offset, original_epoch, kind, outcome FROM adoption"
                    + " WHERE position > ? ORDER BY position LIMIT ?";

    private final List<AdoptedEntry> entries = new ArrayList<>();

    /**
     * Adds the entries. Of what a home says of one entry the first holds; if that home was lost in
     * its turn, what the later one says.
     */
    static void write(Script script, List<AdoptedEntry> entries) {
        script.runForAll(
                "INSERT INTO adoption (position, home, home_incarnation, home_offset, epoch, site,"
                        + " incarnation, stream_offset, original_epoch, kind, outcome) VALUES %s"
                        + " ON DUPLICATE KEY UPDATE "
                        + later("position")
                        + later("home")
                        + later("home_incarnation")
                        + later("home_offset")
                        + later("outcome")
                        // Last, because what stands behind it would see the new value.
                        + "epoch = GREATEST(epoch, VALUES(epoch))",
                "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries,
                each ->
                        List.of(
                                each.position(),
                                each.adoption().stream().site().name(),
                                each.adoption().stream().incarnation(),
                                each.adoption().offset(),
                                each.epoch().value(),
                                each.original().stream().site().name(),
                                each.original().stream().incarnation(),
                                each.original().offset(),
                                each.originalEpoch().value(),
                                each.kind().word(),
                                each.outcome().word()));
    }

    private static String later(String column) {
        return "%1$s = IF(VALUES(epoch) > epoch, VALUES(%1$s), %1$s), ".formatted(column);
    }

    @Override
    public void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            entries.add(
                    new AdoptedEntry(
                            rows.getLong(1),
                            address(rows, 2),
                            new Epoch(rows.getLong(5)),
                            address(rows, 6),
                            new Epoch(rows.getLong(9)),
                            Kind.valueOf(rows.getString(10).toUpperCase(Locale.ROOT)),
                            Outcome.valueOf(rows.getString(11).toUpperCase(Locale.ROOT))));
        }
    }

    private static EntryAddress address(ResultSet rows, int at) throws SQLException {
        return new EntryAddress(
                new SiteLog(new SiteId(rows.getString(at)), rows.getLong(at + 1)),
                rows.getLong(at + 2));
    }

    List<AdoptedEntry> entries() {
        return List.copyOf(entries);
    }
}
