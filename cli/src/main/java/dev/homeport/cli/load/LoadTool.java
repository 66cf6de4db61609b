package dev.homeport.cli.load;

import java.util.function.Consumer;

/** Drives users against a fleet and judges what they saw. */
@FunctionalInterface
public interface LoadTool {

    /**
     * Runs to the end.
     *
     * @param progress told of each step
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be run
     */
    LoadReport run(LoadOrder order, Consumer<String> progress);
}
