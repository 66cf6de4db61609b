package dev.homeport.drills.app;

import dev.homeport.drills.adapter.file.ChangeFile;
import dev.homeport.drills.adapter.file.DrillFolder;
import dev.homeport.drills.adapter.fleet.DrilledFleet;
import dev.homeport.drills.adapter.fleet.FleetChanges;
import dev.homeport.drills.adapter.html.HtmlReport;
import dev.homeport.drills.adapter.json.ReportJson;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.report.DrillReport;
import dev.homeport.drills.run.DrillEnd;
import dev.homeport.drills.run.DrillOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The process that leads one drill. It ends with 0 when everything that the drill changed is undone
 * and the report is kept, whatever the verdict; with 78 when it was started wrongly; with anything
 * else when it has to be started again. Started again, it undoes what it finds recorded and reports
 * the drill as aborted.
 */
public final class DrillMain {

    /** How long undoing may take before this process gives up and is started anew. */
    static final Duration RESTORING = Duration.ofMinutes(5);

    private static final int RESTORED = 0;
    private static final int NOT_RESTORED = 75;
    private static final int WRONG = 78;

    private DrillMain() {}

    /**
     * Leads, or recovers, a drill.
     *
     * @param arguments the fleet's state folder, and the drill's id
     */
    public static void main(String... arguments) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        if (arguments.length != 2) {
            say("arguments: give the state folder and the drill's id");
            System.exit(WRONG);
        }
        var stateFolder = Path.of(arguments[0]);
        System.exit(run(stateFolder, DrillFolder.of(stateFolder, arguments[1])));
    }

    private static int run(Path stateFolder, DrillFolder folder) throws InterruptedException {
        try {
            if (folder.report().isPresent()) {
                return RESTORED;
            }
            var order = folder.order();
            var isFirstStart = !Files.exists(folder.changes());
            try (var changes = ChangeFile.open(folder.changes());
                    var fleet = DrilledFleet.open(stateFolder)) {
                var report =
                        isFirstStart
                                ? led(folder, order, fleet, changes)
                                : recovered(folder, order, fleet, changes);
                keep(folder, ReportJson.write(report));
                say("the drill is " + report.end().word() + ": " + report.reasons());
            }
            return RESTORED;
        } catch (IOException | ChangeFailedException e) {
            say("not restored, so this process is started again: " + e.getMessage());
            return NOT_RESTORED;
        }
    }

    /** The page comes first: whoever sees the report finds the page beside it. */
    static void keep(DrillFolder folder, String report) throws IOException {
        try {
            folder.page(HtmlReport.of(report));
        } catch (IOException | RuntimeException e) {
            say(
                    "there is no page of the report ("
                            + e
                            + "); 'homeport drill report --html' tries again");
        }
        folder.report(report);
    }

    private static DrillReport led(
            DrillFolder folder, DrillOrder order, DrilledFleet fleet, ChangeFile changes)
            throws ChangeFailedException, IOException, InterruptedException {
        Course course;
        try {
            course = Course.of(order, fleet);
        } catch (ChangeFailedException e) {
            return givenUp(folder, order, e.detail());
        }
        try (var leader =
                new DrillLeader(
                        folder,
                        order,
                        course,
                        fleet,
                        changes,
                        InstantSource.system(),
                        DrillMain::say)) {
            return leader.lead();
        }
    }

    private static DrillReport recovered(
            DrillFolder folder, DrillOrder order, DrilledFleet fleet, ChangeFile changes)
            throws ChangeFailedException, IOException, InterruptedException {
        var phase = folder.phase();
        say("the leader of this drill has died; undoing what it changed");
        folder.phase("restore", InstantSource.system().millis());
        Thread.sleep(FleetChanges.WISHES_ARE_OVER);
        new Undoing(new FleetChanges(fleet), changes, DrillMain::say).all(RESTORING);
        return givenUp(
                folder,
                order,
                "the process that led it died"
                        + phase.map(name -> " in phase " + name).orElse(" before its first phase")
                        + "; what it had changed is undone");
    }

    private static DrillReport givenUp(DrillFolder folder, DrillOrder order, String why) {
        return new DrillReport(
                folder.id(),
                order,
                DrillEnd.ABORTED,
                List.of(why),
                List.of(),
                Optional.empty(),
                Machine.here(),
                Map.of("ratePerSite", order.rate(), "seconds", order.seconds()),
                Optional.empty());
    }

    private static void say(String sentence) {
        System.out.println(InstantSource.system().instant() + " " + sentence);
    }
}
