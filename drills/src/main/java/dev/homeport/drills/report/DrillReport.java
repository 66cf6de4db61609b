package dev.homeport.drills.report;

import dev.homeport.drills.run.DrillEnd;
import dev.homeport.drills.run.DrillOrder;
import dev.homeport.drills.run.Lap;
import dev.homeport.drills.verdict.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account of a drill. Immutable.
 *
 * @param id the drill's name
 * @param order what was wanted
 * @param end how it ended
 * @param reasons why, if it is not done
 * @param laps the phases as they went
 * @param figures what was measured; nothing if it was given up before it could be
 * @param machine what it ran on, by name
 * @param settings how it was run, by name
 * @param history the file with what the clients saw, if there is one
 */
public record DrillReport(
        String id,
        DrillOrder order,
        DrillEnd end,
        List<String> reasons,
        List<Lap> laps,
        Optional<Figures> figures,
        Map<String, Object> machine,
        Map<String, Object> settings,
        Optional<String> history) {

    /** Makes a report. */
    public DrillReport {
        reasons = List.copyOf(reasons);
        laps = List.copyOf(laps);
        machine = Map.copyOf(machine);
        settings = Map.copyOf(settings);
    }
}
