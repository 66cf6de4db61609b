package dev.homeport.cli.adapter.drill;

import dev.homeport.cli.adapter.json.JsonReader;
import dev.homeport.cli.drill.DrillTool;
import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Document;
import dev.homeport.drills.adapter.file.DrillFolder;
import dev.homeport.drills.adapter.html.HtmlReport;
import dev.homeport.drills.adapter.json.OrderJson;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.local.adapter.http.LauncherControlClient;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.vocabulary.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The drills of the fleet of a state folder: its launcher begins them, its folder tells of them.
 * Thread-safe.
 *
 * @param stateFolder the folder
 */
public record FleetDrills(Path stateFolder) implements DrillTool {

    @Override
    public String begin(DrillOrder order) {
        return ask(OrderJson.write(order));
    }

    private String ask(String json) {
        try {
            var contacts = FleetContactsFile.read(stateFolder).orElseThrow(this::noFleet);
            var token = Files.readString(stateFolder.resolve("control-token")).strip();
            try (var launcher = new LauncherControlClient(contacts.wan(), token)) {
                return JsonReader.read(launcher.drill(json))
                        .text("id")
                        .orElseThrow(() -> new IOException("the launcher names no drill"));
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.LATER, "no launcher answers (" + e + "); is the fleet up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.LATER, "interrupted", e);
        }
    }

    private CommandFailure noFleet() {
        return new CommandFailure(
                ExitCode.LATER,
                "there is no fleet under " + stateFolder + "; start one with 'homeport up'");
    }

    @Override
    public List<Look> all() {
        try {
            var found = new ArrayList<Look>();
            for (var folder : DrillFolder.all(stateFolder)) {
                found.add(look(folder));
            }
            found.sort(
                    Comparator.comparingLong((Look drill) -> drill.order().askedMillis())
                            .reversed());
            return found;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Look look(String id) {
        try {
            return look(known(id));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        }
    }

    private DrillFolder known(String id) {
        var folder = DrillFolder.of(stateFolder, id);
        if (!id.matches("d-[0-9a-f]{12}") || !folder.exists()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "drill: there is none called "
                            + Quoted.of(id)
                            + "; 'homeport drill list' names them");
        }
        return folder;
    }

    private static Look look(DrillFolder folder) throws IOException {
        var report = folder.report();
        return new Look(
                folder.id(),
                folder.order(),
                folder.phase(),
                report.isPresent()
                        ? Optional.of(JsonReader.read(report.get()))
                        : Optional.<Document>empty());
    }

    @Override
    public Path page(String id) {
        try {
            var folder = known(id);
            var report =
                    folder.report()
                            .orElseThrow(() ->
                                    new CommandFailure(ExitCode.LATER, "drill " + id + " goes on"));
            return folder.page(HtmlReport.of(report));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.OPERATOR,
                    "the page of drill " + id + " cannot be made: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void abort(String id, String why) {
        try {
            known(id).abort(why);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.OPERATOR, String.valueOf(e.getMessage()), e);
        }
        // A leader that has given up is started again for it.
        var _ = ask(OrderJson.recovery(id));
    }
}
