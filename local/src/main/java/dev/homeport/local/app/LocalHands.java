package dev.homeport.local.app;

import dev.homeport.local.adapter.os.Supervisor;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.local.process.FleetHands;
import dev.homeport.local.process.ProcessAction;
import dev.homeport.local.process.ProcessStatus;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done to the processes of a fleet on this machine. Thread-safe. */
record LocalHands(FleetPlan plan, Supervisor supervisor) implements FleetHands {

    @Override
    public List<ProcessStatus> status() {
        return supervisor.status();
    }

    @Override
    public List<String> namesOf(SiteId site) {
        if (!plan.settings().sites().contains(site)) {
            throw new IllegalArgumentException(
                    "site: there is none called "
                            + site
                            + "; use one of "
                            + plan.settings().sites());
        }
        var kept =
                supervisor.status().stream().map(ProcessStatus::name).collect(Collectors.toSet());
        return plan.started().stream()
                .filter(process -> process.identity().site().equals(Optional.of(site)))
                .map(PlannedProcess::name)
                .filter(kept::contains)
                .toList();
    }

    @Override
    public void act(ProcessAction action, String name) throws IOException {
        supervisor.act(action, name);
    }
}
