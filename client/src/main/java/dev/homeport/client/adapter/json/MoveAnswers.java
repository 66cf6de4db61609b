package dev.homeport.client.adapter.json;

import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveKind;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MovePlan;
import dev.homeport.client.control.Receipt;
import dev.homeport.client.control.Transfer;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the control plane says of moves. Stateless. */
public final class MoveAnswers {

    private MoveAnswers() {}

    /**
     * Reads what became of a wish.
     *
     * @throws UnreadableAnswerException if it does not say
     */
    public static MoveAnswer answer(JsonObject json) throws UnreadableAnswerException {
        var plan = json.object("plan");
        var move = json.object("move");
        return new MoveAnswer(
                plan.isPresent() ? Optional.of(plan(plan.get())) : Optional.empty(),
                receipt(json),
                move.isPresent() ? Optional.of(move(move.get())) : Optional.empty(),
                json.isTrue("already"),
                json.optionalText("detail"));
    }

    /**
     * Reads a move.
     *
     * @throws UnreadableAnswerException if it is none
     */
    public static MoveLook move(JsonObject json) throws UnreadableAnswerException {
        var parts = new ArrayList<MoveLook.Part>();
        for (var part : json.objects("transfers")) {
            parts.add(
                    new MoveLook.Part(
                            transfer(part), part.text("state"), part.optionalText("detail")));
        }
        var phase = json.text("phase");
        return new MoveLook(
                json.text("id"),
                kind(json),
                new SiteId(json.text("site")),
                MoveLook.Phase.of(phase).orElseThrow(() -> unknown("phase", phase)),
                json.number("tableVersion"),
                parts,
                json.optionalText("by").orElse(""),
                json.optionalText("reason").orElse(""),
                json.optionalText("why"),
                receipt(json),
                json.number("beganMillis"),
                json.optionalNumber("endedMillis"),
                json.optionalText("state"));
    }

    /**
     * Reads all moves.
     *
     * @throws UnreadableAnswerException if one of them is none
     */
    public static List<MoveLook> moves(JsonObject json) throws UnreadableAnswerException {
        var moves = new ArrayList<MoveLook>();
        for (var move : json.objects("moves")) {
            moves.add(move(move));
        }
        return moves;
    }

    private static MovePlan plan(JsonObject json) throws UnreadableAnswerException {
        var transfers = new ArrayList<Transfer>();
        for (var transfer : json.objects("transfers")) {
            transfers.add(transfer(transfer));
        }
        return new MovePlan(
                kind(json),
                new SiteId(json.text("site")),
                json.number("fromVersion"),
                json.number("toVersion"),
                transfers,
                json.texts("steps"),
                json.texts("warnings"));
    }

    private static Optional<Receipt> receipt(JsonObject json) throws UnreadableAnswerException {
        var receipt = json.object("receipt");
        if (receipt.isEmpty()) {
            return Optional.empty();
        }
        var mirrored = new ArrayList<Receipt.Mirrored>();
        for (var one : receipt.get().objects("mirrored")) {
            mirrored.add(
                    new Receipt.Mirrored(
                            new SiteId(one.text("site")), one.text("log"), one.number("position")));
        }
        return Optional.of(
                new Receipt(
                        receipt.get().text("bound"),
                        receipt.get().optionalNumber("waitsMillis"),
                        mirrored,
                        receipt.get().optionalText("fence")));
    }

    private static Transfer transfer(JsonObject json) throws UnreadableAnswerException {
        return new Transfer(
                json.text("shards"),
                new SiteId(json.text("from")),
                new SiteId(json.text("to")),
                new Epoch(json.number("epoch")));
    }

    private static MoveKind kind(JsonObject json) throws UnreadableAnswerException {
        var word = json.text("kind");
        return MoveKind.of(word).orElseThrow(() -> unknown("kind", word));
    }

    private static UnreadableAnswerException unknown(String field, String word) {
        return new UnreadableAnswerException(
                "\"" + field + "\" is " + Quoted.of(word) + ", which is not known here", null);
    }
}
