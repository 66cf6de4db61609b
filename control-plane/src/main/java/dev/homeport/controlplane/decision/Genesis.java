package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.NativeHomes;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.NativeHomesSet;
import dev.homeport.controlplane.record.PolicySet;
import dev.homeport.controlplane.record.TableCommitted;
import dev.homeport.controlplane.record.TopologySet;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.RoutingTable;
import java.util.List;

/**
 * What a fleet begins with. Witnesses and sites are formatted with the same table, which each works
 * out from the same words, so that nobody waits for the control plane. Immutable and thread-safe.
 *
 * @param fleet the fleet
 * @param topology its sites, in the order in which shards are dealt out to them
 * @param policy what is set for them at first
 */
public record Genesis(FleetId fleet, Topology topology, Policy policy) {

    /** Table version 1. */
    public RoutingTable table() {
        return RoutingTable.genesis(
                fleet,
                topology.sites().stream().map(Site::name).toList(),
                policy.isolationBudgets());
    }

    /** Decides to begin, unless the fleet has begun. */
    public Ruling decide(ControlState state) {
        if (state.table().isEmpty()) {
            return new Ruling.Granted(
                    List.of(
                            new TopologySet(topology),
                            new PolicySet(policy),
                            new TableCommitted(table()),
                            new NativeHomesSet(NativeHomes.asIn(table()))),
                    "the fleet begins");
        }
        if (!state.table().get().fleet().equals(fleet)) {
            return new Ruling.Refused(
                    ErrorCode.WRONG_IDENTITY,
                    "fleet: the log is of fleet "
                            + state.table().get().fleet()
                            + ", this process of fleet "
                            + fleet
                            + "; mount the right disk, or correct the configuration");
        }
        return new Ruling.Standing();
    }
}
