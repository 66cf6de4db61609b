package dev.homeport.regionrouter.adapter.yaml;

import org.jspecify.annotations.Nullable;

/**
 * A file that is not what it should be. The message begins with the file's name and, where it is
 * known, the line: {@code rules.yaml:7: …}.
 */
public final class InvalidDocument extends IllegalArgumentException {

    /**
     * Makes the error.
     *
     * @param document name of the file
     * @param line the line, from 1; 0 if no line is to blame
     * @param problem what is wrong and what to do
     * @param cause what was thrown below, if anything
     */
    public InvalidDocument(String document, int line, String problem, @Nullable Throwable cause) {
        super(document + (line > 0 ? ":" + line : "") + ": " + problem, cause);
    }
}
