package dev.homeport.controlplane.decision;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.record.MoveBegun;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;

/** Moves that no planner would begin. */
final class OpenMoves {

    private OpenMoves() {}

    /** A move of some shards at epoch 2 that begins with a table. */
    static MoveBegun of(
            String request, SiteId from, ShardSet shards, SiteId to, RoutingTable table) {
        return new MoveBegun(
                new Move(
                        MoveId.ofRequest(request),
                        MoveKind.EVACUATION,
                        from,
                        List.of(new Transfer(shards, from, to, new Epoch(2))),
                        table.version(),
                        MovePhase.MOVING,
                        "an operator",
                        "a test",
                        MovingFleet.NOW));
    }
}
