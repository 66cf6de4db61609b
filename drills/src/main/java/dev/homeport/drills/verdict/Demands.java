package dev.homeport.drills.verdict;

import dev.homeport.drills.run.DrillKind;
import dev.homeport.drills.run.DrillOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a drill demands of its figures. A drill that could not come out red would show nothing, so
 * what was not measured is a fault too. Stateless.
 */
public final class Demands {

    /** How long a user of a site that is not drilled may wait, in milliseconds. */
    public static final long LONGEST_PAUSE_OF_OTHERS_MILLIS = 10_000;

    /** Which part of all messages may be without a known result, in percent. */
    public static final int MOST_UNKNOWN_PERCENT = 2;

    /** How long a user may wait in a planned move, in milliseconds. */
    public static final long LONGEST_WRITE_PAUSE_MILLIS = 10_000;

    private static final long PERCENT = 100;

    private Demands() {}

    /**
     * Judges.
     *
     * @return a sentence for every demand that is not met; none if all are
     */
    public static List<String> unmet(DrillOrder order, Figures figures) {
        var unmet = new ArrayList<String>();
        invariants(order, figures, unmet);
        RateDemand.unmet(order, figures.bins()).ifPresent(unmet::add);
        if (order.kind() != DrillKind.TAKEOVER_OF_TAKEOVER) {
            others(figures, unmet);
        }
        unknowns(figures, unmet);
        switch (order.kind()) {
            case EVACUATION -> moves(figures, unmet);
            case PAUSE -> {
                homesStay(figures, unmet);
                zombies(figures, unmet);
            }
            case CONTROL_PLANE_LOSS -> homesStay(figures, unmet);
            case SITE_LOSS, PARTITION, ONE_WAY_PARTITION, TAKEOVER_OF_TAKEOVER ->
                    takeover(order, figures, unmet);
        }
        figures.leftovers().forEach(each -> unmet.add("not as it was before: " + each));
        return List.copyOf(unmet);
    }

    private static void invariants(DrillOrder order, Figures figures, List<String> unmet) {
        for (var name : figures.brokenFaults()) {
            unmet.add(name + ": " + figures.faults().getOrDefault(name, 0L) + ", and none may be");
        }
        if (figures.faults().getOrDefault("stranded", 0L) > 0) {
            unmet.add(
                    "stranded: "
                            + figures.faults().get("stranded")
                            + (order.kind().takesOver()
                                    ? " at the end, and everything is to be adopted by then"
                                    : ", and no site was lost that could strand anything"));
        }
        if (figures.acknowledged() == 0) {
            unmet.add("acknowledged: 0, so nothing was shown");
        }
    }

    /** Who has nothing to do with what is drilled does not wait long for it. */
    private static void others(Figures figures, List<String> unmet) {
        if (figures.othersPauseMillis().orElse(0) > LONGEST_PAUSE_OF_OTHERS_MILLIS) {
            unmet.add(
                    "othersPauseMillis: a user of another site waited "
                            + figures.othersPauseMillis().getAsLong()
                            + " ms for an acknowledgement, and at most "
                            + LONGEST_PAUSE_OF_OTHERS_MILLIS
                            + " may pass");
        }
    }

    private static void takeover(DrillOrder order, Figures figures, List<String> unmet) {
        var adopted = figures.faults().getOrDefault("adopted", 0L);
        var stranded = figures.takeover().map(TakeoverFigures::stranded);
        if (stranded.isEmpty() || stranded.get().isEmpty()) {
            unmet.add("stranded: not counted, so nothing was shown");
        } else {
            var count = stranded.get().getAsLong();
            // What a second site has stranded is counted only if it had time to acknowledge it.
            var isMoreAllowed = order.kind() == DrillKind.TAKEOVER_OF_TAKEOVER;
            if (count == 0) {
                unmet.add("stranded: 0, so that adoption was not shown");
            }
            if (isMoreAllowed ? adopted < count : adopted != count) {
                unmet.add("adopted: " + adopted + " of " + count + " that were stranded");
            }
        }
        figures.takeover()
                .ifPresent(takeover -> {
                    if (takeover.openMillis().isEmpty()) {
                        unmet.add("openMillis: nobody saw the homes open elsewhere");
                    }
                    if (takeover.recovery().isEmpty() || takeover.neverServed() > 0) {
                        unmet.add(
                                "rtoMillis: "
                                        + takeover.neverServed()
                                        + " users of the site were never acknowledged elsewhere");
                    }
                });
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
