package dev.homeport.dcnode.home.adapter.protobuf;

import dev.homeport.dcnode.home.agent.WitnessAgent;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.lease.LeaseV0;

/** How a witness is doing, on the wire. Stateless. */
public final class StatusFormat {

    private StatusFormat() {}

    /** Writes a status. */
    public static LeaseV0.WitnessStatus write(SiteId witness, WitnessAgent.Status status) {
        var state = status.state();
        return LeaseV0.WitnessStatus.newBuilder()
                .setWitness(witness.name())
                .setGranting(status.running() && status.granting())
                .setStanding(StateFormat.write(state.standing()))
                .setNumber(LogFormat.write(state.number()))
                .setTableVersion(state.table() == null ? 0 : state.table().version())
                .setLeases(state.holdings().size())
                .setRefusing(status.refusing().orElse(""))
                .addAllFloors(LogFormat.writeFloors(state.floors()))
                .addAllCeilings(LogFormat.writeCeilings(state.ceilings()))
                .setGrantMark(state.grantMark())
                .build();
    }
}
