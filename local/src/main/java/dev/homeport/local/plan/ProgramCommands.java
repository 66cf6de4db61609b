package dev.homeport.local.plan;

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
}
