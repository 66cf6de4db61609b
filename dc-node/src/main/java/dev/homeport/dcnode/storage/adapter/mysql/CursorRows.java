package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.ViewBatch;
import java.util.List;

/** How far the view, and each stream in it, is applied. Stateless. */
final class CursorRows {

    private CursorRows() {}

    static void advance(Script script, ViewBatch batch) {
        script.runForAll(
                        "INSERT INTO stream_cursor (site, incarnation, stream_offset)"
                                + " VALUES %s"
                                + " ON DUPLICATE KEY UPDATE stream_offset = VALUES(stream_offset)",
                        "(?, ?, ?)",
                        batch.vector().entrySet(),
                        each ->
                                List.of(
                                        each.getKey().site().name(),
                                        each.getKey().incarnation(),
                                        each.getValue()))
                .run("UPDATE view_cursor SET position = ? WHERE id = 1", batch.upTo());
    }
}
