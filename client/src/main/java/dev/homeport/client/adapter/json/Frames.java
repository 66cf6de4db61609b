package dev.homeport.client.adapter.json;

import dev.homeport.client.InboxItem;
import dev.homeport.client.Kept;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SyncKey;
import dev.homeport.client.SyncStart;
import dev.homeport.client.session.ClientFrame;
import dev.homeport.client.session.ServerFrame;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The socket's frames as JSON, as a site's {@code openapi.yaml} describes them. Stateless. */
public final class Frames {

    private static final int VERSION = 1;

    private Frames() {}

    /** Writes a frame. */
    public static String write(ClientFrame frame) {
        var fields = new LinkedHashMap<String, Object>();
        switch (frame) {
            case ClientFrame.Hello(var token, var after) -> {
                fields.put("type", "hello");
                fields.put("version", VERSION);
                fields.put("token", token);
                after.ifPresent(key -> fields.put("after", key.toString()));
            }
            case ClientFrame.Send(var requestId, var to, var text) -> {
                fields.put("type", "send");
                fields.put("requestId", requestId);
                fields.put("to", to.value());
                fields.put("text", text);
            }
            case ClientFrame.Ack(var key) -> {
                fields.put("type", "ack");
                fields.put("key", key.toString());
            }
            case ClientFrame.Ping() -> fields.put("type", "ping");
        }
        return JsonText.write(fields);
    }

    /**
     * Reads a frame; nothing for one of a type that this client does not know.
     *
     * @throws UnreadableAnswerException if it is none
     */
    public static Optional<ServerFrame> read(String text) throws UnreadableAnswerException {
        var json = JsonText.read(text);
        try {
            return switch (json.text("type")) {
                case "welcome" ->
                        Optional.of(
                                new ServerFrame.Welcome(
                                        SyncKey.parse(json.text("after")),
                                        start(json.text("start")),
                                        json.optionalNumber("staleMillis").orElse(0)));
                case "accepted" ->
                        Optional.of(
                                new ServerFrame.Accepted(
                                        json.text("requestId"),
                                        json.text("messageId"),
                                        kept(json.text("kept"))));
                case "refused" ->
                        Optional.of(
                                new ServerFrame.Refused(
                                        json.optionalText("requestId"), Refusals.read(json)));
                case "message" -> Optional.of(new ServerFrame.Message(item(json)));
                case "moved" ->
                        Optional.of(
                                new ServerFrame.Moved(
                                        home(json), slot(json, "reconnectAfterMillis")));
                case "moving" ->
                        Optional.of(
                                new ServerFrame.Moving(
                                        home(json), slot(json, "connectAfterMillis")));
                case "pong" -> Optional.of(new ServerFrame.Pong());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            throw new UnreadableAnswerException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MovedTo home(JsonObject json) throws UnreadableAnswerException {
        return new MovedTo(new SiteId(json.text("home")), new Epoch(json.number("epoch")));
    }

    private static Duration slot(JsonObject json, String field) throws UnreadableAnswerException {
        return Duration.ofMillis(Math.max(0, json.optionalNumber(field).orElse(0)));
    }

    /**
     * Reads a message of an inbox.
     *
     * @throws UnreadableAnswerException if it is none
     */
    public static InboxItem item(JsonObject json) throws UnreadableAnswerException {
        return new InboxItem(
                SyncKey.parse(json.text("key")),
                json.text("messageId"),
                new AccountId(json.number("from")),
                json.text("text"),
                json.number("sentAtMillis"));
    }

    /**
     * Reads how a sync goes on.
     *
     * @throws UnreadableAnswerException if the word is not known
     */
    public static SyncStart start(String word) throws UnreadableAnswerException {
        return switch (word) {
            case "goes-on" -> SyncStart.GOES_ON;
            case "rolled-back" -> SyncStart.ROLLED_BACK;
            case "behind" -> SyncStart.BEHIND;
            default -> throw new UnreadableAnswerException("\"start\" is no word of sync", null);
        };
    }

    private static Kept kept(String word) throws UnreadableAnswerException {
        return switch (word) {
            case "this" -> Kept.THIS;
            case "same" -> Kept.SAME;
            case "other" -> Kept.OTHER;
            default -> throw new UnreadableAnswerException("\"kept\" is no word of it", null);
        };
    }
}
