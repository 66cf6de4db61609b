package dev.homeport.drills.run;

import dev.homeport.drills.change.Change;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A stretch of a drill. It begins with some work and is over when that is done, its least length
 * has passed and what it waits for is so. Immutable.
 *
 * @param name its name in reports
 * @param work what is done at its beginning
 * @param least how long it lasts at least
 * @param waitsFor what has to be so before the next phase begins
 * @param deadline after how long the drill is given up in it
 * @param resting whose users may be without service meanwhile
 */
public record DrillPhase(
        String name,
        Work work,
        Duration least,
        Set<Condition> waitsFor,
        Duration deadline,
        Resting resting) {

    /** Makes a phase. */
    public DrillPhase {
        waitsFor = Set.copyOf(waitsFor);
    }

    /** What a phase can wait for. */
    public enum Condition {
        /** Every user is connected, and messages are sent. */
        LOAD_RUNS,
        /** Every process is ready, and the control plane knows of every site. */
        FLEET_IS_WELL,
        /** The users of the drill's site are acknowledged at the rate that is demanded. */
        SITE_SERVES,
        /** Every site that reports has the newest routing table. */
        TABLE_IS_KNOWN,
        /** A takeover has come to its end since the drill began. */
        TAKEN_OVER,
        /** A second one has. */
        TAKEN_OVER_AGAIN,
        /** What takeovers have left is adopted, and every view is put right. */
        FLEET_HEALED
    }

    /** What is done at the beginning of a phase. */
    public sealed interface Work {

        /** Nothing. */
        record Nothing() implements Work {}

        /** Users are registered and connected, and write from then on. */
        record StartLoad() implements Work {}

        /**
         * Something is changed.
         *
         * @param changes what, in this order
         */
        record Make(List<Change> changes) implements Work {

            /** Makes work. */
            public Make {
                changes = List.copyOf(changes);
            }
        }

        /**
         * Some of what was changed is undone.
         *
         * @param changes what, the last of them first
         */
        record Undo(List<Change> changes) implements Work {

            /** Makes work. */
            public Undo {
                changes = List.copyOf(changes);
            }
        }

        /**
         * Something is done to the site that has taken homes over.
         *
         * @param step what
         */
        record OfHeir(Step step) implements Work {}

        /** What can be done to the site that has taken homes over. */
        enum Step {
            /** It is to be taken over when it is lost. */
            ARM,
            /** It is lost. */
            LOSE,
            /** It comes back. */
            RETURN
        }

        /** What lost sites had acknowledged, and no other site has, is counted. */
        record CountStranded() implements Work {}

        /** Everything that was changed is undone, the latest first. */
        record UndoAll() implements Work {}

        /** The users stop writing, and everything is read back and judged. */
        record ReadBack() implements Work {}
    }

    static DrillPhase waiting(String name, Duration length) {
        return new DrillPhase(
                name,
                new Work.Nothing(),
                length,
                Set.of(),
                length.plus(Duration.ofSeconds(30)),
                Resting.NOBODY);
    }

    static DrillPhase working(String name, Work work, Duration deadline, Condition... waitsFor) {
        var all = EnumSet.noneOf(Condition.class);
        all.addAll(List.of(waitsFor));
        return new DrillPhase(name, work, Duration.ZERO, all, deadline, Resting.NOBODY);
    }

    DrillPhase resting(Resting who) {
        return new DrillPhase(name, work, least, waitsFor, deadline, who);
    }

    DrillPhase atLeast(Duration length) {
        return new DrillPhase(name, work, length, waitsFor, deadline, resting);
    }
}
