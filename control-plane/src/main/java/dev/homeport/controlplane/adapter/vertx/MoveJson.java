package dev.homeport.controlplane.adapter.vertx;

import dev.homeport.controlplane.decision.MoveView;
import dev.homeport.controlplane.decision.Plan;
import dev.homeport.controlplane.move.EndedMove;
import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveOutcome;
import dev.homeport.controlplane.move.MovePhase;
import dev.homeport.controlplane.move.Receipt;
import dev.homeport.controlplane.move.Transfer;
import dev.homeport.controlplane.move.TransferState;
import dev.homeport.controlplane.move.TransferView;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.FleetReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Moves and plans as JSON. Stateless. */
final class MoveJson {

    private MoveJson() {}

    static JsonObject plan(Plan plan) {
        var transfers = new JsonArray();
        plan.transfers().forEach(transfer -> transfers.add(transfer(transfer)));
        return new JsonObject()
                .put("kind", plan.kind().label())
                .put("site", plan.site().name())
                .put("fromVersion", plan.fromVersion())
                .put("toVersion", plan.toVersion())
                .put("transfers", transfers)
                .put("steps", new JsonArray(plan.steps()))
                .put("warnings", new JsonArray(plan.warnings()));
    }

    static JsonObject receipt(Receipt receipt) {
        var mirrored = new JsonArray();
        for (var one : receipt.mirrored()) {
            mirrored.add(
                    new JsonObject()
                            .put("site", one.site().name())
                            .put("log", one.log().toString())
                            .put("position", one.offset()));
        }
        var written =
                new JsonObject()
                        .put("bound", receipt.bound())
                        .put("waitsMillis", receipt.waitsMillis())
                        .put("mirrored", mirrored);
        receipt.fence().ifPresent(why -> written.put("fence", why));
        return written;
    }

    private static JsonObject transfer(Transfer transfer) {
        return new JsonObject()
                .put("shards", transfer.shards().toString())
                .put("from", transfer.from().name())
                .put("to", transfer.to().name())
                .put("epoch", transfer.epoch().value());
    }

    /** A move that is open or ended not long ago. */
    static Optional<JsonObject> move(ControlState state, MoveId id, FleetReport report) {
        return state.moves()
                .find(id)
                .map(move -> open(move, report))
                .or(() -> state.moves().findEnded(id).map(MoveJson::ended));
    }

    /** All moves that are remembered: the open ones, then the ended ones, the newest first. */
    static JsonObject moves(ControlState state, FleetReport report) {
        var moves = new JsonArray();
        state.moves().open().values().forEach(move -> moves.add(open(move, report)));
        state.moves().ended().reversed().forEach(ended -> moves.add(ended(ended)));
        return new JsonObject().put("tableVersion", state.tableVersion()).put("moves", moves);
    }

    private static JsonObject open(Move move, FleetReport report) {
        var views = MoveView.of(move, report);
        var states =
                views.stream().map(view -> view.state().label()).collect(Collectors.joining(","));
        return written(move, move.phase().label(), views)
                // What a caller hands back to wait for a change of it.
                .put("state", move.phase().label() + ":" + states);
    }

    private static JsonObject ended(EndedMove ended) {
        var move = ended.move();
        var views = move.transfers().stream().map(t -> atTheEnd(t, ended.outcome())).toList();
        return written(move, ended.outcome().label(), views)
                .put("state", ended.outcome().label())
                .put("endedMillis", ended.atMillis());
    }

    private static TransferView atTheEnd(Transfer transfer, MoveOutcome outcome) {
        return outcome == MoveOutcome.OVERTAKEN
                ? new TransferView(
                        transfer, TransferState.WAITS_FOR_OPENING, Optional.of("overtaken"))
                : new TransferView(transfer, TransferState.OPEN, Optional.empty());
    }

    private static JsonObject written(Move move, String phase, List<TransferView> views) {
        var transfers = new JsonArray();
        for (var view : views) {
            var written = transfer(view.transfer()).put("state", view.state().label());
            view.detail().ifPresent(detail -> written.put("detail", detail));
            transfers.add(written);
        }
        var document =
                new JsonObject()
                        .put("id", move.id().text())
                        .put("kind", move.kind().label())
                        .put("site", move.site().name())
                        .put("phase", phase)
                        .put("tableVersion", move.tableVersion())
                        .put("transfers", transfers)
                        .put("by", move.by())
                        .put("reason", move.reason())
                        .put("beganMillis", move.beganMillis());
        move.receipt().ifPresent(receipt -> document.put("receipt", receipt(receipt)));
        if (move.phase() == MovePhase.ABORTING) {
            document.put("why", move.reason());
        }
        return document;
    }
}
