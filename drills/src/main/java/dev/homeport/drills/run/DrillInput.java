package dev.homeport.drills.run;

import java.util.List;

/** What a drill learns. Immutable. */
public sealed interface DrillInput {

    /** Time has passed. */
    record Tick() implements DrillInput {}

    /** The work of the present phase is done. */
    record WorkDone() implements DrillInput {}

    /**
     * The work of the present phase has failed.
     *
     * @param end how the drill ends for it
     * @param why for people
     */
    record WorkFailed(DrillEnd end, String why) implements DrillInput {}

    /** All users are connected, and the first message is sent. */
    record LoadRuns() implements DrillInput {}

    /**
     * What the users got acknowledged.
     *
     * @param total how many messages so far
     * @param siteServes whether the users of the drill's site got the demanded rate last second
     */
    record Served(long total, boolean siteServes) implements DrillInput {}

    /**
     * The fleet was looked at.
     *
     * @param look what was seen
     */
    record Looked(FleetLook look) implements DrillInput {}

    /**
     * Everything is read back and judged.
     *
     * @param faults which demands are not met; none if all are
     */
    record Judged(List<String> faults) implements DrillInput {

        /** Makes a judgement. */
        public Judged {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Somebody wants it to end.
     *
     * @param why for people
     */
    record Abort(String why) implements DrillInput {}

    /** Everything that was changed is undone, after the drill was given up. */
    record Restored() implements DrillInput {}
}
