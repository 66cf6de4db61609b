package dev.homeport.cli.chat;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.client.Handle;
import dev.homeport.client.Kept;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Prints what a chat tells. For people, messages go to stdout and everything else to stderr; for
 * programs everything is one JSON object a line on stdout. For one thread.
 */
final class ChatPrinter {

    private final Printer printer;
    private final Format format;
    private final PrintWriter err;

    ChatPrinter(Printer printer, Format format, PrintWriter err) {
        this.printer = printer;
        this.format = format;
        this.err = err;
    }

    void tell(ChatEvent event) {
        if (format == Format.json) {
            printer.print(document(event), format);
        } else if (event instanceof ChatEvent.Received(var from, var item)) {
            printer.text(
                    from.map(Handle::text).orElse(item.from().toString())
                            + ": "
                            + shown(item.text())
                            + "\n");
        } else {
            err.print("homeport: " + shown(sentence(event)) + "\n");
            err.flush();
        }
        if (printer.isBroken()) {
            throw new CommandFailure(ExitCode.OPERATOR, "what is printed no longer arrives");
        }
    }

    private static String sentence(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Connected(var site, var epoch) ->
                    "connected to " + site + " (epoch " + epoch + ")";
            case ChatEvent.Disconnected(var detail, var retryMillis) ->
                    "not connected: " + detail + "; next attempt in " + retryMillis + " ms";
            case ChatEvent.Moved(var site, var epoch) ->
                    "home is " + site + " now (epoch " + epoch + ")";
            case ChatEvent.RolledBack(var to, var seen) ->
                    "what came after "
                            + to
                            + ", up to "
                            + seen
                            + ", is taken back: the new home had not seen it, and it may come"
                            + " again";
            case ChatEvent.Received(_, var item) -> item.text();
            case ChatEvent.Acknowledged(_, var to, var messageId, var kept, _) ->
                    kept == Kept.OTHER
                            ? "not sent to " + to + ": the request id holds another message"
                            : "sent to " + to + " as " + messageId;
            case ChatEvent.Refused(_, var to, var code, var detail) ->
                    "not sent to " + to + ": " + code + ": " + detail;
            case ChatEvent.Unknown(var requestId, var to, var detail) ->
                    "perhaps sent to " + to + " (request " + requestId + "): " + detail;
            case ChatEvent.Unsent(var line, var detail) ->
                    "line " + line + " was not sent: " + detail;
            case ChatEvent.Complaint(var detail) -> "the site did not understand: " + detail;
            case ChatEvent.Ended(var code, var detail) -> "ended: " + code + ": " + detail;
        };
    }

    /** What others wrote moves no cursor and rings no bell. */
    private static String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .forEach(letter -> {
                    var type = Character.getType(letter);
                    if (type == Character.CONTROL || type == Character.SURROGATE) {
                        shown.append(String.format(Locale.ROOT, "\\u%04x", letter));
                    } else {
                        shown.appendCodePoint(letter);
                    }
                });
        return shown.toString();
    }

    private static Document document(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Connected(var site, var epoch) ->
                    Document.of("event", "connected")
                            .and("site", site.name())
                            .and("epoch", epoch.value())
                            .build();
            case ChatEvent.Disconnected(var detail, var retryMillis) ->
                    Document.of("event", "disconnected")
                            .and("detail", detail)
                            .and("retryMillis", retryMillis)
                            .build();
            case ChatEvent.Moved(var site, var epoch) ->
                    Document.of("event", "moved")
                            .and("site", site.name())
                            .and("epoch", epoch.value())
                            .build();
            case ChatEvent.RolledBack(var to, var seen) ->
                    Document.of("event", "rolledBack")
                            .and("key", to.toString())
                            .and("seen", seen.toString())
                            .build();
            case ChatEvent.Received(var from, var item) ->
                    Document.of("event", "received")
                            .and("from", from.map(Handle::text).orElse(null))
                            .and("account", item.from().value())
                            .and("text", item.text())
                            .and("messageId", item.messageId())
                            .and("key", item.key().toString())
                            .and("sentAtMillis", item.sentAtMillis())
                            .build();
            case ChatEvent.Acknowledged(var requestId, var to, var messageId, var kept, var site) ->
                    Document.of("event", "acknowledged")
                            .and("requestId", requestId)
                            .and("to", to.text())
                            .and("messageId", messageId)
                            .and("kept", kept.name().toLowerCase(Locale.ROOT))
                            .and("site", site.name())
                            .build();
            case ChatEvent.Refused(var requestId, var to, var code, var detail) ->
                    Document.of("event", "refused")
                            .and("requestId", requestId)
                            .and("to", to.text())
                            .and("code", code.name())
                            .and("detail", detail)
                            .build();
            case ChatEvent.Unknown(var requestId, var to, var detail) ->
                    Document.of("event", "unknown")
                            .and("requestId", requestId)
                            .and("to", to.text())
                            .and("detail", detail)
                            .build();
            case ChatEvent.Unsent(var line, var detail) ->
                    Document.of("event", "unsent").and("line", line).and("detail", detail).build();
            case ChatEvent.Complaint(var detail) ->
                    Document.of("event", "complaint").and("detail", detail).build();
            case ChatEvent.Ended(var code, var detail) ->
                    Document.of("event", "ended")
                            .and("code", code.name())
                            .and("detail", detail)
                            .build();
        };
    }
}
