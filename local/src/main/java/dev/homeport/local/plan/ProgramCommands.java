package dev.homeport.local.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Knows how the programs of a fleet are run: the one thing that a plan cannot work out. */
@FunctionalInterface
public interface ProgramCommands {

    /**
     * Returns the command that runs a process, each argument an element of its own, or nothing if
     * the process is to be left out. Its configuration file is named by the environment variable
     * {@link PlannedProcess#CONFIGURATION_VARIABLE}. Database servers are not asked about.
     */
    Optional<List<String>> commandOf(PlannedProcess process);

    /**
     * Returns the command that leads a drill, or nothing where no drills can be led. It runs until
     * everything that the drill changed is undone and its report is written.
     *
     * @param stateFolder the fleet's state folder
     * @param drill the drill's id
     */
    default Optional<List<String>> drillLeader(Path stateFolder, String drill) {
        return Optional.empty();
    }
}
