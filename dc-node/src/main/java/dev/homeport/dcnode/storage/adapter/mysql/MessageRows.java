package dev.homeport.dcnode.storage.adapter.mysql;

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
                                        each.entry().acceptedAtMillis()))
                .runForAll(
                        "INSERT INTO undelivered (recipient_shard, message, recipient, site,"
                                + " incarnation, stream_offset) VALUES %s",
                        "(?, ?, ?, ?, ?, ?)",
                        change.undelivered(),
                        each ->
                                List.of(
                                        each.recipient().shard().value(),
                                        each.message().toBytes(),
                                        each.recipient().value(),
                                        each.sent().stream().site().name(),
                                        each.sent().stream().incarnation(),
                                        each.sent().offset()));
    }
}
