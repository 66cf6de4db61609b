package dev.homeport.drills.adapter.file;

import dev.homeport.client.adapter.json.JsonText;
import dev.homeport.client.adapter.json.UnreadableAnswerException;
import dev.homeport.drills.adapter.json.OrderJson;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.local.adapter.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one drill: what was wanted, what was changed, how far it is, and its report.
 * Thread-safe.
 *
 * @param path the folder
 */
public record DrillFolder(Path path) {

    private static final String DRILLS = "drills";
    private static final String ORDER = "order.json";
    private static final String REPORT = "report.json";
    private static final String PAGE = "report.html";
    private static final String PHASE = "phase.json";
    private static final String ABORT = "abort";

    /** Returns the folder of a drill. */
    public static DrillFolder of(Path stateFolder, String id) {
        return new DrillFolder(stateFolder.resolve(DRILLS).resolve(id));
    }

    /**
     * Returns the folders of every drill of a fleet.
     *
     * @throws IOException if they cannot be listed
     */
    public static List<DrillFolder> all(Path stateFolder) throws IOException {
        var found = new ArrayList<DrillFolder>();
        var drills = stateFolder.resolve(DRILLS);
        if (Files.isDirectory(drills)) {
            try (var folders = Files.newDirectoryStream(drills, "d-*")) {
                folders.forEach(folder -> found.add(new DrillFolder(folder)));
            }
        }
        found.removeIf(folder -> !Files.exists(folder.path.resolve(ORDER)));
        return found;
    }

    /** The drill's name. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** Whether there is such a drill. */
    public boolean exists() {
        return Files.exists(path.resolve(ORDER));
    }

    /**
     * What was wanted.
     *
     * @throws IOException if that cannot be read
     */
    public DrillOrder order() throws IOException {
        try {
            return OrderJson.read(Files.readString(path.resolve(ORDER)));
        } catch (UnreadableAnswerException | IllegalArgumentException e) {
            throw new IOException(path.resolve(ORDER) + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The file with what was changed. */
    public Path changes() {
        return path.resolve("changes.jsonl");
    }

    /** The journal of the drill's course. */
    public Path journal() {
        return path.resolve(DrillJournal.NAME);
    }

    /** The file with what the clients saw. */
    public Path history() {
        return path.resolve("history.jsonl");
    }

    /**
     * The report, if the drill has ended.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<String> report() throws IOException {
        var file = path.resolve(REPORT);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /**
     * Keeps the report, with which the drill has ended.
     *
     * @throws IOException if it cannot be written
     */
    public void report(String json) throws IOException {
        PrivateFiles.write(path.resolve(REPORT), json + "\n");
    }

    /**
     * Keeps the report as a page to look at.
     *
     * @return where
     * @throws IOException if it cannot be written
     */
    public Path page(String html) throws IOException {
        var file = path.resolve(PAGE);
        PrivateFiles.write(file, html);
        return file;
    }

    /**
     * The phase that is under way, if somebody said so.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<String> phase() throws IOException {
        var file = path.resolve(PHASE);
        return Files.exists(file)
                ? JsonText.read(Files.readString(file)).optionalText("phase")
                : Optional.empty();
    }

    /**
     * Says how far the drill is.
     *
     * @param name the phase that begins
     * @param sinceMillis when, in milliseconds since 1970
     * @throws IOException if it cannot be written
     */
    public void phase(String name, long sinceMillis) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("phase", name);
        fields.put("sinceMillis", sinceMillis);
        fields.put("leader", ProcessHandle.current().pid());
        PrivateFiles.write(path.resolve(PHASE), JsonText.write(fields) + "\n");
    }

    /**
     * Why somebody wants the drill to end, if somebody does.
     *
     * @throws IOException if that cannot be read
     */
    public Optional<String> abort() throws IOException {
        var file = path.resolve(ABORT);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /**
     * Asks the drill to end.
     *
     * @param why for its report
     * @throws IOException if it cannot be written
     */
    public void abort(String why) throws IOException {
        PrivateFiles.write(path.resolve(ABORT), why + "\n");
    }
}
