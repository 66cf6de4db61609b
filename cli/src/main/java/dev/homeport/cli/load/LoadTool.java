package dev.homeport.cli.load;

import java.util.function.Consumer;

/** Drives users against a fleet and reads back what became of their messages. */
@FunctionalInterface
public interface LoadTool {

    /**
     * Runs to the end.
     *
     * @param progress told of each step
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be run
     */
    LoadReport run(LoadRequest request, Consumer<String> progress);
}
