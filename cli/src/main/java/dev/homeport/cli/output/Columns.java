package dev.homeport.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows for people, in columns as wide as they need. Not thread-safe. */
public final class Columns {

    private static final String GAP = "  ";

    private final String indent;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Starts with the headings.
     *
     * @param indent what stands before every row
     * @param headings one per column
     */
    public Columns(String indent, String... headings) {
        this.indent = indent;
        rows.add(List.of(headings));
    }

    /** Adds a row with as many cells as there are headings. */
    public Columns row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "row: has " + cells.length + " cells; give it " + rows.getFirst().size());
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Returns the rows, each with the end of its line; nothing if there are only headings. */
    public String render() {
        if (rows.size() == 1) {
            return "";
        }
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder(indent);
            for (var column = 0; column < widths.length; column++) {
                var cell = row.get(column);
                line.append(cell).repeat(' ', widths[column] - cell.length()).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
