package dev.homeport.local.adapter.text;

import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.PlannedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows a planned fleet as a table: one line per process. ASCII only; stateless. */
public final class FleetTable {

    private static final List<String> HEADINGS =
            List.of("PROCESS", "ROLES", "ADDRESS", "PORTS", "FOLDER");
    private static final String GAP = "  ";

    private FleetTable() {}

    /** Returns the table, with a line break after every line. */
    public static String of(FleetPlan plan) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADINGS);
        plan.processes().forEach(process -> rows.add(row(plan, process)));
        var widths = new int[HEADINGS.size()];
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var table = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var cell = row.get(column);
                line.append(cell).repeat(' ', widths[column] - cell.length()).append(GAP);
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static List<String> row(FleetPlan plan, PlannedProcess process) {
        return List.of(
                process.name(),
                String.join(", ", process.identity().role().split("\\+", -1)),
                process.address().toString(),
                process.listens().entrySet().stream()
                        .map(entry -> entry.getKey().label() + ":" + entry.getValue().port())
                        .collect(Collectors.joining(" ")),
                plan.settings().stateFolder().relativize(process.folder()).toString());
    }
}
