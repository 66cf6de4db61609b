package dev.homeport.cli.terminal;

import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
public interface Asker {

    /** Returns the answer to a question; nothing if there is no person who could be asked. */
    Optional<String> ask(String question);
}
