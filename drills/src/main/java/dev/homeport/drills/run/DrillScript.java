package dev.homeport.drills.run;

import dev.homeport.drills.change.Change;
import dev.homeport.drills.run.DrillPhase.Condition;
import dev.homeport.drills.run.DrillPhase.Work;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The phases of a drill. Immutable.
 *
 * @param phases in their order; the last one reads back
 */
public record DrillScript(List<DrillPhase> phases) {

    /** The phase from which on every second counts. */
    public static final String FIRST_COUNTED = "baseline";

    /** The last phase of which every second counts. */
    public static final String LAST_COUNTED = "after";

    private static final Duration PREPARING = Duration.ofSeconds(150);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration BASELINE = Duration.ofSeconds(8);
    private static final Duration AFTER = Duration.ofSeconds(8);
    private static final Duration MOVING = Duration.ofMinutes(3);
    private static final Duration SIGNALLING = Duration.ofSeconds(60);
    private static final Duration RECOVERING = Duration.ofMinutes(3);
    private static final Duration READING = Duration.ofMinutes(3);

    /** Makes a script. */
    public DrillScript {
        phases = List.copyOf(phases);
    }

    /**
     * All homes of a site go away and come back.
     *
     * @param away how long they are away
     */
    public static DrillScript evacuation(Change.Moved move, Duration away, Duration patience) {
        return framed(
                patience,
                DrillPhase.working(
                                "evacuate",
                                new Work.Make(List.of(move)),
                                MOVING,
                                Condition.SITE_SERVES)
                        .resting(Resting.SITE),
                DrillPhase.waiting("away", away),
                DrillPhase.working("fail-back", new Work.UndoAll(), MOVING, Condition.SITE_SERVES)
                        .resting(Resting.SITE));
    }

    /**
     * All processes of a site stand still for a while.
     *
     * @param length for how long; longer than the site's leases last
     */
    public static DrillScript pause(SiteId site, Duration length, Duration patience) {
        return framed(
                patience,
                DrillPhase.working(
                                "pause",
                                new Work.Make(List.of(new Change.Paused(site))),
                                SIGNALLING)
                        .resting(Resting.SITE),
                DrillPhase.waiting("paused", length).resting(Resting.SITE),
                DrillPhase.working("resume", new Work.UndoAll(), SIGNALLING).resting(Resting.SITE),
                DrillPhase.working(
                                "recover",
                                new Work.Nothing(),
                                RECOVERING,
                                Condition.FLEET_IS_WELL,
                                Condition.SITE_SERVES)
                        .resting(Resting.SITE));
    }

    /**
     * Processes are killed and held back for a while, and nobody may notice.
     *
     * @param processes their names
     */
    public static DrillScript loss(List<String> processes, Duration length, Duration patience) {
        return framed(
                patience,
                DrillPhase.working(
                        "hold",
                        new Work.Make(processes.stream().<Change>map(Change.Held::new).toList()),
                        SIGNALLING),
                DrillPhase.waiting("lost", length),
                DrillPhase.working("release", new Work.UndoAll(), SIGNALLING),
                DrillPhase.working(
                        "recover", new Work.Nothing(), RECOVERING, Condition.FLEET_IS_WELL));
    }

    /**
     * The homes of a site are taken over and come back.
     *
     * @param kind which of these drills
     * @param plan what is changed
     * @param length how long it stays broken after the takeover
     */
    public static DrillScript takeover(
            DrillKind kind, TakeoverPlan plan, Duration length, Duration patience) {
        return framed(
                patience,
                List.of(TakeoverScript.arming(plan)),
                TakeoverScript.of(kind, plan, length));
    }

    private static DrillScript framed(Duration patience, DrillPhase... core) {
        return framed(patience, List.of(), List.of(core));
    }

    private static DrillScript framed(
            Duration patience, List<DrillPhase> before, List<DrillPhase> core) {
        var phases = new ArrayList<DrillPhase>();
        phases.add(
                DrillPhase.working(
                        "prepare",
                        new Work.StartLoad(),
                        PREPARING,
                        Condition.LOAD_RUNS,
                        Condition.FLEET_IS_WELL));
        phases.addAll(before);
        phases.add(DrillPhase.waiting("warm-up", WARM_UP));
        phases.add(DrillPhase.waiting(FIRST_COUNTED, BASELINE));
        phases.addAll(core);
        phases.add(DrillPhase.waiting(LAST_COUNTED, AFTER));
        phases.add(DrillPhase.working("read-back", new Work.ReadBack(), READING.plus(patience)));
        return new DrillScript(phases);
    }
}
