package dev.homeport.drills.run;

import dev.homeport.drills.run.DrillPhase.Condition;
import dev.homeport.drills.run.DrillPhase.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the phases of a script. Whatever goes wrong in whichever phase, it has everything
 * restored before it is over. Times are nanoseconds of one monotonic clock. Not thread-safe.
 */
public final class DrillMachine {

    /** Load that nobody answers for this long shows nothing any more. */
    public static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private static final String UNSEEN = "nobody has looked yet";

    private enum Course {
        RUNNING,
        RESTORING,
        OVER
    }

    private final DrillScript script;
    private final List<Lap> laps = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final Set<Condition> met = EnumSet.noneOf(Condition.class);

    private Course course = Course.RUNNING;
    private DrillEnd end = DrillEnd.DONE;
    private int index;
    private long phaseBegan;
    private boolean workDone;
    private boolean judged;
    private FleetLook seen = new FleetLook(List.of(UNSEEN), 0, false, List.of(UNSEEN));
    private long acknowledged;
    private long acknowledgedAt;

    /**
     * Makes a machine that has not begun.
     *
     * @param script the phases
     */
    public DrillMachine(DrillScript script) {
        this.script = script;
    }

    /** Begins the first phase. */
    public List<DrillEffect> begin(long nowNanos) {
        return enter(0, nowNanos);
    }

    /**
     * Takes an input.
     *
     * @param nowNanos when it came
     * @return what is to be done
     */
    public List<DrillEffect> step(DrillInput input, long nowNanos) {
        return switch (course) {
            case OVER -> List.of();
            case RESTORING -> restoring(input);
            case RUNNING -> running(input, nowNanos);
        };
    }

    private List<DrillEffect> restoring(DrillInput input) {
        if (!(input instanceof DrillInput.Restored)) {
            return List.of();
        }
        course = Course.OVER;
        return List.of(new DrillEffect.Finish(end, reasons));
    }

    private List<DrillEffect> running(DrillInput input, long nowNanos) {
        switch (input) {
            case DrillInput.Tick() -> {}
            case DrillInput.Restored() -> {}
            case DrillInput.WorkDone() -> workDone = true;
            case DrillInput.LoadRuns() -> {
                met.add(Condition.LOAD_RUNS);
                acknowledgedAt = nowNanos;
            }
            case DrillInput.Served(var total, var siteServes) ->
                    served(total, siteServes, nowNanos);
            case DrillInput.Looked(var look) -> looked(look);
            case DrillInput.Judged(var faults) -> {
                reasons.addAll(faults);
                judged = true;
                workDone = true;
            }
            case DrillInput.WorkFailed(var how, var why) -> {
                return giveUp(how, why, nowNanos);
            }
            case DrillInput.Abort(var why) -> {
                return giveUp(DrillEnd.ABORTED, why, nowNanos);
            }
        }
        return goOn(nowNanos);
    }

    private void served(long total, boolean siteServes, long nowNanos) {
        if (total > acknowledged) {
            acknowledged = total;
            acknowledgedAt = nowNanos;
        }
        // What counts is the time after the work: before it, nothing had changed yet.
        set(Condition.SITE_SERVES, siteServes && workDone);
    }

    private void looked(FleetLook look) {
        seen = look;
        set(Condition.FLEET_IS_WELL, look.troubles().isEmpty() && (workDone || index == 0));
        set(Condition.TABLE_IS_KNOWN, look.tableIsKnown() && workDone);
        set(Condition.TAKEN_OVER, look.takeovers() >= 1);
        set(Condition.TAKEN_OVER_AGAIN, look.takeovers() >= 2);
        set(Condition.FLEET_HEALED, look.unhealed().isEmpty() && workDone);
    }

    private void set(Condition condition, boolean holds) {
        if (holds) {
            met.add(condition);
        } else {
            met.remove(condition);
        }
    }

    private List<DrillEffect> goOn(long nowNanos) {
        var phase = phase();
        var passed = nowNanos - phaseBegan;
        if (workDone && passed >= phase.least().toNanos() && met.containsAll(phase.waitsFor())) {
            close(nowNanos);
            return index + 1 < script.phases().size() ? enter(index + 1, nowNanos) : finish();
        }
        if (passed >= phase.deadline().toNanos()) {
            return giveUp(
                    DrillEnd.TIMED_OUT,
                    phase.name()
                            + " was not over within "
                            + phase.deadline().toSeconds()
                            + " s"
                            + missing(phase),
                    nowNanos);
        }
        if (isLoaded() && nowNanos - acknowledgedAt >= LONGEST_SILENCE.toNanos()) {
            return giveUp(
                    DrillEnd.ABORTED,
                    "no message was acknowledged for " + LONGEST_SILENCE.toSeconds() + " s",
                    nowNanos);
        }
        return List.of();
    }

    private String missing(DrillPhase phase) {
        var missing = new ArrayList<String>();
        if (!workDone) {
            missing.add("its work is not done");
        }
        for (var condition : phase.waitsFor()) {
            if (!met.contains(condition)) {
                missing.add(
                        switch (condition) {
                            case LOAD_RUNS -> "the load does not run";
                            case SITE_SERVES -> "the site's users are not served at the full rate";
                            case FLEET_IS_WELL -> String.join("; ", seen.troubles());
                            case TABLE_IS_KNOWN -> "not every site has the newest routing table";
                            case TAKEN_OVER, TAKEN_OVER_AGAIN ->
                                    seen.takeovers() + " takeovers have come to their end";
                            case FLEET_HEALED -> String.join("; ", seen.unhealed());
                        });
            }
        }
        return missing.isEmpty() ? "" : ": " + String.join("; ", missing);
    }

    private boolean isLoaded() {
        return met.contains(Condition.LOAD_RUNS) && !(phase().work() instanceof Work.ReadBack);
    }

    private List<DrillEffect> enter(int next, long nowNanos) {
        index = next;
        phaseBegan = nowNanos;
        // Each has to be seen in the phase itself, except that the load runs once and for all.
        met.retainAll(EnumSet.of(Condition.LOAD_RUNS));
        workDone = phase().work() instanceof Work.Nothing;
        return List.of(new DrillEffect.Begin(phase()));
    }

    private List<DrillEffect> finish() {
        course = Course.OVER;
        if (!judged) {
            reasons.add("nothing was judged");
        }
        end = reasons.isEmpty() ? DrillEnd.DONE : DrillEnd.BROKEN;
        return List.of(new DrillEffect.Finish(end, reasons));
    }

    private List<DrillEffect> giveUp(DrillEnd how, String why, long nowNanos) {
        close(nowNanos);
        end = how;
        reasons.add(phase().name() + ": " + why);
        course = Course.RESTORING;
        return List.of(new DrillEffect.Restore());
    }

    private void close(long nowNanos) {
        var phase = phase();
        laps.add(new Lap(phase.name(), phaseBegan, nowNanos, phase.resting()));
    }

    private DrillPhase phase() {
        return script.phases().get(index);
    }

    /** The phases that are over, in their order. */
    public List<Lap> laps() {
        return List.copyOf(laps);
    }

    /** The name of the phase that is under way; nothing when the drill is given up or over. */
    public Optional<String> phaseName() {
        return course == Course.RUNNING ? Optional.of(phase().name()) : Optional.empty();
    }
}
