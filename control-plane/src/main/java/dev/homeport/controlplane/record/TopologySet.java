package dev.homeport.controlplane.record;

import dev.homeport.controlplane.topology.Topology;

/**
 * From now on the fleet has these sites.
 *
 * @param topology the sites
 */
public record TopologySet(Topology topology) implements ControlRecord {

    @Override
    public ControlState applyTo(ControlState state) {
        return state.with(topology);
    }
}
