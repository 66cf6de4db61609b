package dev.homeport.cli.bench.failover;

import dev.homeport.cli.output.Document;
import dev.homeport.drills.run.DrillKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What several drills say together. Times are those of the runs that went to their end with every
 * demand met; the others are named and counted. Losses and doubles are summed over all runs that
 * counted any, so that a broken run cannot hide what broke it. Immutable.
 *
 * @param kinds which drills were wanted, by their words, in their order
 * @param runs those that were run
 * @param notes what a reader must know besides
 */
record FailoverReport(List<String> kinds, List<DrillRun> runs, List<String> notes) {

    /** The parts of the time from a failure until users are served again, in their order. */
    static final List<String> PARTS =
            List.of("detectMillis", "leaseMillis", "tableMillis", "openMillis", "reconnectMillis");

    /** How much longer than a lease lasts it may take until users are served again. */
    static final long BEYOND_LEASE_MILLIS = 3_000;

    /** How long it may take until every other site and the router know a new table. */
    static final long TABLE_KNOWN_MILLIS = 1_000;

    /** How long a planned move may keep a user from writing. */
    static final long WRITE_PAUSE_MILLIS = 500;

    private static final String SITE_LOSS = "site-loss";

    FailoverReport {
        kinds = List.copyOf(kinds);
        runs = List.copyOf(runs);
        notes = List.copyOf(notes);
    }

    boolean meetsAllGoals() {
        return goals().stream().allMatch(Goal::isMet);
    }

    Document document() {
        return Document.of("name", "failover")
                .and("machine", first("machine"))
                .and("settings", first("settings"))
                .and("results", kinds.stream().map(this::result).toList())
                .and("lost", boxed(sum("lost")))
                .and("duplicated", boxed(sum("duplicated")))
                .and("goals", goals().stream().map(Goal::document).toList())
                .and("runs", runs.stream().map(FailoverReport::outline).toList())
                .and("notes", notes)
                .build();
    }

    private Optional<Object> first(String name) {
        return runs.stream().flatMap(run -> run.report().value(name).stream()).findFirst();
    }

    private static Document outline(DrillRun run) {
        return Document.of("kind", run.kind())
                .and("id", run.id())
                .and("warmsUp", run.warmsUp())
                .and("verdict", run.verdict())
                .and("counted", run.counts())
                .and("reasons", run.report().texts("reasons"))
                .build();
    }

    private List<DrillRun> of(String kind) {
        return runs.stream().filter(run -> run.kind().equals(kind)).toList();
    }

    private List<DrillRun> counted(String kind) {
        return of(kind).stream().filter(DrillRun::counts).toList();
    }

    private Document result(String kind) {
        var parts = Document.builder();
        for (var part : PARTS) {
            Spread.of(values(kind, part)).ifPresent(spread -> parts.and(part, spread.document()));
        }
        return Document.of("kind", kind)
                .and("runs", (long) of(kind).size())
                .and("counted", (long) counted(kind).size())
                .and("leftOut", leftOut(kind))
                .and("rtoMillis", spread(kind, "rtoMillis"))
                .and("parts", parts.build())
                .and("writePauseMillis", spread(kind, "writePauseMillis"))
                .and("otherUsersP99Millis", otherUsers(kind))
                .build();
    }

    private long leftOut(String kind) {
        return of(kind).stream().filter(DrillRun::isLeftOut).count();
    }

    private List<Long> values(String kind, String name) {
        return counted(kind).stream()
                .map(run -> run.report().number(name))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }

    private Optional<Spread> together(String kind, String name) {
        return Spread.together(
                counted(kind).stream()
                        .flatMap(run -> Spread.read(run.report(), name).stream())
                        .toList());
    }

    private Optional<Object> spread(String kind, String name) {
        return together(kind, name).<Object>map(Spread::document);
    }

    private Optional<Object> otherUsers(String kind) {
        var pairs = counted(kind).stream().flatMap(run -> run.pairs().stream()).toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        Function<Function<OtherUsers.Pair, Long>, Long> median =
                of -> Spread.median(pairs.stream().map(of).toList());
        return Optional.of(
                Document.builder()
                        .and("pairs", (long) pairs.size())
                        .and("before", median.apply(OtherUsers.Pair::beforeMillis))
                        .and("during", median.apply(OtherUsers.Pair::duringMillis))
                        .and(
                                "difference",
                                median.apply(pair -> pair.duringMillis() - pair.beforeMillis()))
                        .build());
    }

    private OptionalLong sum(String name) {
        return runs.stream()
                .map(run -> run.report().number(name))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .reduce(Long::sum)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<Object> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private List<Goal> goals() {
        var goals = new ArrayList<Goal>();
        if (kinds.contains(SITE_LOSS)) {
            goals.add(goal("site-loss rtoMillis.p99", rtoLimit(), SITE_LOSS, "rtoMillis"));
            goals.add(
                    goal(
                            "site-loss tableMillis.p99",
                            OptionalLong.of(TABLE_KNOWN_MILLIS),
                            SITE_LOSS,
                            "tableMillis"));
        }
        var evacuation = DrillKind.EVACUATION.word();
        if (kinds.contains(evacuation)) {
            goals.add(
                    goal(
                            "evacuation writePauseMillis.p99",
                            OptionalLong.of(WRITE_PAUSE_MILLIS),
                            evacuation,
                            "writePauseMillis"));
        }
        // Times of those runs alone that went well would hide how often one does not.
        for (var kind : kinds) {
            goals.add(
                    new Goal(
                            kind + " leftOut",
                            OptionalLong.of(0),
                            OptionalLong.of(leftOut(kind)),
                            ""));
        }
        for (var name : List.of("lost", "duplicated")) {
            goals.add(new Goal(name, OptionalLong.of(0), sum(name), "no run came to be judged"));
        }
        return goals;
    }

    private Goal goal(String name, OptionalLong limit, String kind, String figure) {
        var spread =
                PARTS.contains(figure) ? Spread.of(values(kind, figure)) : together(kind, figure);
        var lack =
                counted(kind).isEmpty()
                        ? "no run of " + kind + " met all its demands"
                        : spread.isEmpty()
                                ? "the reports have no " + figure
                                : "the reports do not say how long a lease lasts";
        return new Goal(
                name,
                limit,
                spread.isPresent() ? OptionalLong.of(spread.get().p99()) : OptionalLong.empty(),
                lack);
    }

    /** Leases of different lengths in one run are judged by the shortest. */
    private OptionalLong rtoLimit() {
        return counted(SITE_LOSS).stream()
                .flatMap(run -> run.report().document("settings").stream())
                .flatMapToLong(settings -> settings.number("isolationBudgetMillis").stream())
                .map(budget -> budget + BEYOND_LEASE_MILLIS)
                .min();
    }
}
