package dev.homeport.cli.move;

import dev.homeport.cli.output.Columns;
import dev.homeport.cli.output.Document;
import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MovePlan;
import dev.homeport.client.control.Transfer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Plans and moves, as documents and for people. Stateless. */
public final class MoveDocument {

    private static final String INDENT = "  ";

    private MoveDocument() {}

    /** Returns the document of what became of a wish. */
    public static Document of(MoveAnswer answer) {
        return Document.builder()
                .and("already", answer.already())
                .and("plan", answer.plan().map(MoveDocument::plan).orElse(null))
                .and("receipt", answer.receipt().map(ReceiptDocument::of).orElse(null))
                .and("move", answer.move().map(MoveDocument::move).orElse(null))
                .and("detail", answer.detail().orElse(null))
                .build();
    }

    /** Returns the document of a plan. */
    public static Document plan(MovePlan plan) {
        return Document.of("kind", plan.kind().word())
                .and("site", plan.site().name())
                .and("fromVersion", plan.fromVersion())
                .and("toVersion", plan.toVersion())
                .and(
                        "transfers",
                        plan.transfers().stream().map(each -> transfer(each).build()).toList())
                .and("steps", plan.steps())
                .and("warnings", plan.warnings())
                .build();
    }

    /** Returns the document of a move. */
    public static Document move(MoveLook move) {
        return Document.of("id", move.id())
                .and("kind", move.kind().word())
                .and("site", move.site().name())
                .and("phase", move.phase().word())
                .and("tableVersion", move.tableVersion())
                .and("transfers", move.transfers().stream().map(MoveDocument::part).toList())
                .and("by", move.by())
                .and("reason", move.reason())
                .and("why", move.why().orElse(null))
                .and("receipt", move.receipt().map(ReceiptDocument::of).orElse(null))
                .and("beganMillis", move.beganMillis())
                .and("endedMillis", nullable(move.endedMillis()))
                .build();
    }

    private static Document part(MoveLook.Part part) {
        return transfer(part.transfer())
                .and("state", part.state())
                .and("detail", part.detail().orElse(null))
                .build();
    }

    private static Document.Builder transfer(Transfer transfer) {
        return Document.of("shards", transfer.shards())
                .and("from", transfer.from().name())
                .and("to", transfer.to().name())
                .and("epoch", transfer.epoch().value());
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    /** Returns what became of a wish, for people. */
    public static String table(MoveAnswer answer) {
        var text = new StringBuilder();
        if (answer.already() && answer.move().isEmpty()) {
            text.append("Nothing is to be done: ")
                    .append(answer.detail().orElse("it is so already"))
                    .append('\n');
        }
        answer.plan()
                .ifPresent(plan -> {
                    text.append(table(plan));
                    answer.receipt()
                            .ifPresent(receipt ->
                                    text.append(ReceiptDocument.table(receipt, plan.site())));
                });
        answer.move().ifPresent(move -> text.append(table(move)));
        return text.toString();
    }

    /** Returns a plan for people. */
    public static String table(MovePlan plan) {
        var text = new StringBuilder();
        text.append("Plan: ")
                .append(plan.kind().word())
                .append(" of ")
                .append(plan.site())
                .append(", from version ")
                .append(plan.fromVersion())
                .append(" of the routing table to version ")
                .append(plan.toVersion())
                .append('\n');
        var columns = new Columns(INDENT, "SHARDS", "FROM", "TO", "EPOCH");
        for (var each : plan.transfers()) {
            columns.row(
                    each.shards(), each.from().name(), each.to().name(), each.epoch().toString());
        }
        text.append(columns.render());
        for (var i = 0; i < plan.steps().size(); i++) {
            text.append(INDENT).append(i + 1).append(". ").append(plan.steps().get(i)).append('\n');
        }
        plan.warnings().forEach(each -> text.append("Warning: ").append(each).append('\n'));
        return text.toString();
    }

    /** Returns a move for people. */
    public static String table(MoveLook move) {
        var text = new StringBuilder(sentence(move)).append('\n');
        var columns = new Columns(INDENT, "SHARDS", "FROM", "TO", "EPOCH", "STATE", "DETAIL");
        for (var part : move.transfers()) {
            var transfer = part.transfer();
            columns.row(
                    transfer.shards(),
                    transfer.from().name(),
                    transfer.to().name(),
                    transfer.epoch().toString(),
                    part.state(),
                    part.detail().orElse("-"));
        }
        return text.append(columns.render()).toString();
    }

    /** Returns a move for people, with what it leaves behind. */
    static String whole(MoveLook move) {
        return table(move)
                + move.receipt()
                        .map(receipt -> ReceiptDocument.table(receipt, move.site()))
                        .orElse("");
    }

    /** Returns all moves for people. */
    public static String table(List<MoveLook> moves) {
        if (moves.isEmpty()) {
            return "No home has been moved.\n";
        }
        var columns = new Columns("", "MOVE", "KIND", "SITE", "PHASE", "TO", "VERSION", "TOOK");
        for (var move : moves) {
            columns.row(
                    move.id(),
                    move.kind().word(),
                    move.site().name(),
                    move.phase().word(),
                    String.join(
                            ",",
                            move.transfers().stream()
                                    .map(part -> part.transfer().to().name())
                                    .distinct()
                                    .toList()),
                    Long.toString(move.tableVersion()),
                    took(move).orElse("-"));
        }
        return columns.render();
    }

    /** Returns one line on how a move stands. */
    static String sentence(MoveLook move) {
        var text = new StringBuilder();
        text.append(move.kind().word()).append(" of ").append(move.site());
        text.append(" (").append(move.id()).append(") ");
        text.append(
                switch (move.phase()) {
                    case MOVING -> "is under way";
                    case ABORTING -> "is being taken back";
                    case DONE -> "is done";
                    case ABORTED -> "was taken back";
                    case OVERTAKEN -> "was overtaken by a takeover";
                });
        took(move).ifPresent(time -> text.append(" after ").append(time));
        move.why().ifPresent(why -> text.append(": ").append(why));
        return text.toString();
    }

    /** Returns what the transfers of a move wait for, in one line. */
    static String waits(MoveLook move) {
        return String.join(
                "; ",
                move.transfers().stream()
                        .map(part ->
                                part.transfer().shards()
                                        + " to "
                                        + part.transfer().to()
                                        + " "
                                        + part.state()
                                        + part.detail().map(why -> " (" + why + ")").orElse(""))
                        .toList());
    }

    private static Optional<String> took(MoveLook move) {
        return move.endedMillis().isPresent()
                ? Optional.of((move.endedMillis().getAsLong() - move.beganMillis()) + " ms")
                : Optional.empty();
    }
}
