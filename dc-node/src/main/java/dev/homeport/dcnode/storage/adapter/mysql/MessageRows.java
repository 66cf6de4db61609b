package dev.homeport.dcnode.storage.adapter.mysql;

import dev.homeport.dcnode.view.Traffic.Sent;
import dev.homeport.dcnode.view.ViewChange;
import java.util.List;

/** New messages, and those of them that wait for their place. Stateless. */
final class MessageRows {

    private MessageRows() {}

    static void write(Script script, ViewChange change) {
        script.runForAll(
                "INSERT INTO message (id, shard, epoch, sender, recipient, body, sent_at)"
                        + " VALUES %s",
                "(?, ?, ?, ?, ?, ?, ?)",
                change.messages(),
                each ->
                        List.of(
                                each.entry().id().toBytes(),
                                each.entry().shard().value(),
                                each.entry().epoch().value(),
                                each.fact().sender().value(),
                                each.fact().recipient().value(),
                                each.fact().text().text(),
                                each.entry().acceptedAtMillis()));
        writeWaiting(script, change.waiting());
    }

    /** Has messages wait; those that wait already go on doing so. */
    static void writeWaiting(Script script, List<Sent> waiting) {
        script.runForAll(
                "INSERT INTO undelivered (recipient_shard, message, recipient, site,"
                        + " incarnation, stream_offset, position) VALUES %s"
                        + " ON DUPLICATE KEY UPDATE message = VALUES(message)",
                "(?, ?, ?, ?, ?, ?, ?)",
                waiting,
                each ->
                        List.of(
                                each.fact().recipient().shard().value(),
                                each.entry().id().toBytes(),
                                each.fact().recipient().value(),
                                each.address().stream().site().name(),
                                each.address().stream().incarnation(),
                                each.address().offset(),
                                each.position()));
    }
}
