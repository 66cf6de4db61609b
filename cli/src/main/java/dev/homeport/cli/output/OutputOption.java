package dev.homeport.cli.output;

import picocli.CommandLine.Option;

/**
 * The option {@code -o} of commands that print one document. Not thread-safe: a command line is
 * read into it.
 */
public final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    /** Returns how the document is to be printed. */
    public Format format() {
        return format;
    }
}
