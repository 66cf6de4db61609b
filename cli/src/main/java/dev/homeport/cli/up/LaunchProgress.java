package dev.homeport.cli.up;

import dev.homeport.cli.output.Document;

/** Is told how a start goes; from several threads. */
public interface LaunchProgress {

    /** A step has been finished, after that many milliseconds. */
    void step(String what, long millis);

    /** Something that a person should know. */
    void note(String sentence);

    /**
     * The fleet is ready.
     *
     * @param document what runs where
     * @param table the same for people
     */
    void ready(Document document, String table);
}
