package dev.homeport.cli.output;

/** The forms that documents are printed in. The names are those of the {@code -o} option. */
public enum Format {
    /** For people: one line a field. */
    table,
    /** For programs: one JSON object on one line. */
    json,
    /** For people and programs: YAML. */
    yaml
}
