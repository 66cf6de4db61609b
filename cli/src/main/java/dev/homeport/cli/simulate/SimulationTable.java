package dev.homeport.cli.simulate;

import dev.homeport.cli.output.Document;

/** What {@code homeport simulate} says, for people. Stateless. */
final class SimulationTable {

    private SimulationTable() {}

    /** Of one seed or of many. */
    static String of(Document document) {
        var text = new StringBuilder();
        var violations = document.documents("violations");
        var one = number(document, "seeds") == 1;
        if (one) {
            var trace = violations.isEmpty() ? document : violations.getFirst();
            trace.texts("trace").forEach(line -> text.append(line).append('\n'));
            text.append('\n');
        }
        text.append(heading(document, one)).append('\n');
        reached(document, text);
        violations.forEach(violation -> violation(violation, text));
        var broken = document.texts("broken").size();
        if (broken > violations.size()) {
            text.append("and ").append(broken - violations.size()).append(" seeds more\n");
        }
        text.append(broken == 0 ? "Every invariant held.\n" : broken + " of ");
        if (broken > 0) {
            text.append(number(document, "seeds")).append(" seeds broke an invariant.\n");
        }
        return text.toString();
    }

    private static String heading(Document document, boolean one) {
        var without = document.texts("without");
        return (one
                        ? "Seed " + number(document, "from")
                        : "Seeds " + number(document, "from") + " to " + number(document, "to"))
                + ", "
                + number(document, "seconds")
                + " simulated seconds, "
                + (isOfLeases(document)
                        ? "focus " + document.text("focus").orElse("none")
                        : "scenario " + document.text("scenario").orElse(""))
                + (without.isEmpty() ? ", all rules" : ", without " + String.join(", ", without))
                + ": "
                + number(document, "events")
                + " events";
    }

    private static boolean isOfLeases(Document document) {
        return document.text("scenario").filter("leases"::equals).isPresent();
    }

    private static void reached(Document document, StringBuilder text) {
        document.document("reached")
                .ifPresent(reached ->
                        text.append(number(reached, "acknowledgedWrites"))
                                .append(" writes acknowledged, ")
                                .append(number(reached, "withheldWrites"))
                                .append(" withheld; ")
                                .append(number(reached, "openedHomes"))
                                .append(" homes opened, ")
                                .append(
                                        isOfLeases(document)
                                                ? number(reached, "takenOverHomes")
                                                        + " of them taken over\n"
                                                : moves(reached)));
    }

    private static String moves(Document reached) {
        return number(reached, "begunMoves")
                + " moves begun, "
                + number(reached, "doneMoves")
                + " done, "
                + number(reached, "abortedMoves")
                + " taken back\n"
                + takeovers(reached);
    }

    private static String takeovers(Document reached) {
        return number(reached, "lostSites") == 0
                ? ""
                : number(reached, "lostSites")
                        + " sites lost, "
                        + number(reached, "doneTakeovers")
                        + " taken over, "
                        + number(reached, "returnedSites")
                        + " returned; "
                        + number(reached, "strandedWrites")
                        + " writes stranded, "
                        + number(reached, "adoptedWrites")
                        + " adopted\n";
    }

    private static void violation(Document violation, StringBuilder text) {
        text.append("seed ")
                .append(number(violation, "seed"))
                .append(" breaks ")
                .append(violation.text("invariant").orElse(""))
                .append(" at ")
                .append(number(violation, "atMillis"))
                .append(" ms: ")
                .append(violation.text("what").orElse(""))
                .append('\n');
    }

    /** Of a replay. */
    static String ofReplay(Document document) {
        var steps = number(document, "steps");
        var journal = "The " + document.text("journal").orElse("") + " journal ";
        var difference = document.document("difference");
        if (difference.isEmpty()) {
            return journal + "replays as it ran: " + steps + " steps, the same effects.\n";
        }
        var other = difference.get();
        return journal
                + "goes another way at step "
                + steps
                + ".\ninput     "
                + other.text("input").orElse("")
                + "\nrecorded  "
                + other.text("recorded").orElse("")
                + "\nreplayed  "
                + other.text("replayed").orElse("")
                + "\n";
    }

    /** Of all journals in a folder: a line for each, and where one went another way. */
    static String ofReplays(Document document) {
        var told = new StringBuilder();
        for (var journal : document.documents("journals")) {
            told.append(journal.text("file").orElse("")).append(": ");
            told.append(
                    journal.text("refused")
                            .map(why -> "cannot be replayed: " + why + "\n")
                            .orElseGet(() -> ofReplay(journal)));
        }
        return told.toString();
    }

    private static long number(Document document, String name) {
        return document.number(name).orElse(0);
    }
}
