package dev.homeport.drills.adapter.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.client.adapter.json.JsonObject;
import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeRecord;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes of a drill in a file, one JSON object a line: {@code {"n":1,"change":"paused",…}}
 * before it is made, {@code {"undone":1}} after it is undone. Every line is on disk before the
 * drill goes on. A last line that a crash has torn was never acted upon. For one thread.
 */
public final class ChangeFile implements ChangeRecord, AutoCloseable {

    private final TreeMap<Integer, Change> standing = new TreeMap<>();
    private final FileChannel channel;
    private int last;

    private ChangeFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the file, making it if need be.
     *
     * @throws IOException if it cannot be read or written, or is damaged
     */
    public static ChangeFile open(Path file) throws IOException {
        var text = Files.exists(file) ? Files.readString(file) : "";
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.truncate(whole.getBytes(UTF_8).length);
            channel.position(channel.size());
            var changes = new ChangeFile(channel);
            for (var line : whole.lines().toList()) {
                changes.take(file, line);
            }
            return changes;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void take(Path file, String line) throws IOException {
        try {
            var json = JsonText.read(line);
            var undone = json.optionalNumber("undone");
            if (undone.isPresent()) {
                standing.remove((int) undone.getAsLong());
            } else {
                last = (int) json.number("n");
                standing.put(last, change(json));
            }
        } catch (UnreadableAnswerException | IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged (" + e.getMessage() + "); undo by hand what it says", e);
        }
    }

    private static Change change(JsonObject json) throws UnreadableAnswerException {
        var kind = json.text("change");
        return switch (kind) {
            case "held" -> new Change.Held(json.text("process"));
            case "paused" -> new Change.Paused(new SiteId(json.text("site")));
            case "moved" ->
                    new Change.Moved(
                            new SiteId(json.text("site")),
                            json.text("requestId"),
                            json.text("undoRequestId"));
            case "lost" -> new Change.Lost(new SiteId(json.text("site")));
            case "cut" ->
                    new Change.Cut(
                            new SiteId(json.text("from")),
                            new SiteId(json.text("to")),
                            json.isTrue("oneWay"));
            case "policy" ->
                    new Change.PolicyChanged(
                            new SiteId(json.text("site")),
                            new Change.Policy(
                                    json.text("automationBefore"),
                                    json.number("budgetMillisBefore")),
                            new Change.Policy(json.text("automation"), json.number("budgetMillis")),
                            json.text("requestId"),
                            json.text("undoRequestId"));
            case "taken-over" ->
                    new Change.TakenOver(new SiteId(json.text("site")), json.text("undoRequestId"));
            default -> throw new IllegalArgumentException("change: there is no " + kind);
        };
    }

    @Override
    public void beforeMaking(Change change) throws IOException {
        var number = last + 1;
        var fields = new LinkedHashMap<String, Object>();
        fields.put("n", number);
        switch (change) {
            case Change.Held(var process) -> {
                fields.put("change", "held");
                fields.put("process", process);
                fields.put("undo", "release");
            }
            case Change.Paused(var site) -> {
                fields.put("change", "paused");
                fields.put("site", site.name());
                fields.put("undo", "resume");
            }
            case Change.Moved(var site, var requestId, var undoRequestId) -> {
                fields.put("change", "moved");
                fields.put("site", site.name());
                fields.put("requestId", requestId);
                fields.put("undoRequestId", undoRequestId);
                fields.put("undo", "abort or fail-back");
            }
            case Change.Lost(var site) -> {
                fields.put("change", "lost");
                fields.put("site", site.name());
                fields.put("undo", "release");
            }
            case Change.Cut(var from, var to, var oneWay) -> {
                fields.put("change", "cut");
                fields.put("from", from.name());
                fields.put("to", to.name());
                fields.put("oneWay", oneWay);
                fields.put("undo", "heal");
            }
            case Change.PolicyChanged changed -> {
                fields.put("change", "policy");
                fields.put("site", changed.site().name());
                fields.put("automationBefore", changed.before().automation());
                fields.put("budgetMillisBefore", changed.before().budgetMillis());
                fields.put("automation", changed.during().automation());
                fields.put("budgetMillis", changed.during().budgetMillis());
                fields.put("requestId", changed.requestId());
                fields.put("undoRequestId", changed.undoRequestId());
                fields.put("undo", "policy");
            }
            case Change.TakenOver(var site, var undoRequestId) -> {
                fields.put("change", "taken-over");
                fields.put("site", site.name());
                fields.put("undoRequestId", undoRequestId);
                fields.put("undo", "fail-back");
            }
        }
        append(fields);
        last = number;
        standing.put(number, change);
    }

    @Override
    public void undone(int number) throws IOException {
        append(Map.of("undone", number));
        standing.remove(number);
    }

    private void append(Map<String, Object> fields) throws IOException {
        var bytes = ByteBuffer.wrap((JsonText.write(fields) + "\n").getBytes(UTF_8));
        var begin = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            // Half a line must not stand in front of the next one.
            channel.truncate(begin);
            throw e;
        }
    }

    @Override
    public List<Standing> standing() {
        return standing.descendingMap().entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
