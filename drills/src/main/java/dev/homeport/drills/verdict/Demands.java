package dev.homeport.drills.verdict;

import dev.homeport.drills.run.DrillOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a drill demands of its figures. A drill that could not come out red would show nothing, so
 * what was not measured is a fault too. Stateless.
 */
public final class Demands {

    /** Which part of the stated rate every second must reach, in percent. */
    public static final int LEAST_RATE_PERCENT = 90;

    /** Which part of all messages may be without a known result, in percent. */
    public static final int MOST_UNKNOWN_PERCENT = 2;

    /** How long a user may wait in a planned move, in milliseconds. */
    public static final long LONGEST_WRITE_PAUSE_MILLIS = 10_000;

    private static final int SECONDS_SHOWN = 5;
    private static final long PERCENT = 100;

    private Demands() {}

    /**
     * Judges.
     *
     * @return a sentence for every demand that is not met; none if all are
     */
    public static List<String> unmet(DrillOrder order, Figures figures) {
        var unmet = new ArrayList<String>();
        invariants(figures, unmet);
        rate(order, figures, unmet);
        unknowns(figures, unmet);
        switch (order.kind()) {
            case EVACUATION -> moves(figures, unmet);
            case PAUSE -> {
                homesStay(figures, unmet);
                zombies(figures, unmet);
            }
            case CONTROL_PLANE_LOSS -> homesStay(figures, unmet);
        }
        figures.leftovers().forEach(each -> unmet.add("not as it was before: " + each));
        return List.copyOf(unmet);
    }

    private static void invariants(Figures figures, List<String> unmet) {
        for (var name : figures.brokenFaults()) {
            unmet.add(name + ": " + figures.faults().getOrDefault(name, 0L) + ", and none may be");
        }
        if (figures.faults().getOrDefault("stranded", 0L) > 0) {
            unmet.add(
                    "stranded: "
                            + figures.faults().get("stranded")
                            + ", and no site was lost that could strand anything");
        }
        if (figures.acknowledged() == 0) {
            unmet.add("acknowledged: 0, so nothing was shown");
        }
    }

    private static void rate(DrillOrder order, Figures figures, List<String> unmet) {
        var counted = figures.bins().stream().filter(Bin::counts).toList();
        if (counted.isEmpty()) {
            unmet.add("rate: no second was counted, so nothing was shown");
        }
        var low =
                counted.stream()
                        .filter(bin ->
                                bin.acknowledged() * PERCENT
                                        < (long) order.rate() * LEAST_RATE_PERCENT)
                        .toList();
        if (!low.isEmpty()) {
            unmet.add(
                    "rate: in "
                            + low.size()
                            + " of "
                            + counted.size()
                            + " seconds the users of a site got less than "
                            + LEAST_RATE_PERCENT
                            + " % of "
                            + order.rate()
                            + " acknowledgements: "
                            + String.join(
                                    ", ",
                                    low.stream()
                                            .limit(SECONDS_SHOWN)
                                            .map(bin ->
                                                    bin.site()
                                                            + " "
                                                            + bin.acknowledged()
                                                            + " in second "
                                                            + bin.second())
                                            .toList()));
        }
    }

    private static void unknowns(Figures figures, List<String> unmet) {
        if (figures.unknown() * PERCENT > figures.asked() * MOST_UNKNOWN_PERCENT) {
            unmet.add(
                    "unknown: "
                            + figures.unknown()
                            + " of "
                            + figures.asked()
                            + ", and at most "
                            + MOST_UNKNOWN_PERCENT
                            + " % may be");
        }
        if (figures.unsettled() > 0) {
            unmet.add(
                    "unknown: " + figures.unsettled() + " that some sites show and others do not");
        }
        if (!figures.unreadable().isEmpty()) {
            unmet.add("not read back: " + String.join("; ", figures.unreadable()));
        }
    }

    private static void moves(Figures figures, List<String> unmet) {
        for (var kind : List.of("evacuation", "fail-back")) {
            var of = figures.ownMoves().stream().filter(move -> move.kind().equals(kind)).toList();
            if (of.isEmpty() || !of.stream().allMatch(move -> move.phase().equals("done"))) {
                unmet.add(kind + ": it did not come to done: " + of);
            }
        }
        if (figures.writePause().isEmpty()) {
            unmet.add("writePauseMillis: not measured, so nothing was shown");
        }
        figures.writePause()
                .filter(pause -> pause.max() > LONGEST_WRITE_PAUSE_MILLIS)
                .ifPresent(pause ->
                        unmet.add(
                                "writePauseMillis: a user waited "
                                        + pause.max()
                                        + " ms, and at most "
                                        + LONGEST_WRITE_PAUSE_MILLIS
                                        + " may pass"));
    }

    private static void homesStay(Figures figures, List<String> unmet) {
        var tables = figures.tables();
        if (tables.before().isEmpty() || tables.after().isEmpty()) {
            unmet.add("tableVersion: not known before and after, so nothing was shown");
        } else if (tables.before().getAsLong() != tables.after().getAsLong()) {
            unmet.add(
                    "tableVersion: "
                            + tables.before().getAsLong()
                            + " before and "
                            + tables.after().getAsLong()
                            + " after, and no home may change hands");
        }
        if (figures.movesBegun().isEmpty() || figures.movesBegun().getAsLong() > 0) {
            unmet.add(
                    "moves: "
                            + (figures.movesBegun().isEmpty()
                                    ? "nobody could be asked for them"
                                    : figures.movesBegun().getAsLong()
                                            + " were begun, and nobody may take over"));
        }
    }

    private static void zombies(Figures figures, List<String> unmet) {
        if (figures.zombieMillis().orElse(0) <= 0) {
            unmet.add(
                    "zombieMillis: the site did not stand still for longer than its leases last,"
                            + " so nothing was shown");
        }
        if (figures.zombieAcknowledged().isEmpty()
                || figures.zombieAcknowledged().getAsLong() > 0) {
            unmet.add(
                    "zombieAcknowledged: "
                            + (figures.zombieAcknowledged().isEmpty()
                                    ? "not measured"
                                    : figures.zombieAcknowledged().getAsLong()
                                            + " after the site's leases had run out"));
        }
    }
}
