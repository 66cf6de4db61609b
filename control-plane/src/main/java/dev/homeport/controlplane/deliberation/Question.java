package dev.homeport.controlplane.deliberation;

import dev.homeport.controlplane.decision.MoveAbort;
import dev.homeport.controlplane.decision.MoveBegin;
import dev.homeport.controlplane.decision.MovePlanner;
import dev.homeport.controlplane.decision.MoveStep;
import dev.homeport.controlplane.decision.MoveWish;
import dev.homeport.controlplane.decision.Planned;
import dev.homeport.controlplane.decision.Ruling;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.takeover.Automation;
import dev.homeport.controlplane.takeover.TakeoverDecider;
import dev.homeport.controlplane.takeover.TakeoverPlanned;
import dev.homeport.controlplane.takeover.TakeoverPlanner;
import dev.homeport.controlplane.takeover.TakeoverWish;
import dev.homeport.vocabulary.SiteId;

/**
 * Something to be decided about homes, with all that was known besides the state. The same question
 * on the same state has the same ruling. Immutable and thread-safe. A clock's reading is in
 * milliseconds since 1970 UTC, for people.
 */
public sealed interface Question {

    /** Decides. */
    Ruling decide(ControlState state);

    /** Whether a planned move could begin; nothing is recorded. */
    record PlanMove(MoveWish wish, FleetReport report) implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return MovePlanner.plan(state, wish, report)
                            instanceof Planned.Refused(var code, var reason)
                    ? new Ruling.Refused(code, reason)
                    : new Ruling.Standing();
        }
    }

    /** Whether a planned move begins. */
    record BeginMove(MoveWish wish, MoveId id, FleetReport report, long nowMillis)
            implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return MoveBegin.decide(state, wish, id, report, nowMillis);
        }
    }

    /** Whether an open move ends. */
    record StepMove(MoveId id, FleetReport report, long nowMillis) implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return MoveStep.decide(state, id, report, nowMillis);
        }
    }

    /** Whether an open move is taken back. */
    record AbortMove(MoveId id, String why, FleetReport report) implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return MoveAbort.decide(state, id, why, report);
        }
    }

    /** Whether a takeover could begin; nothing is recorded. */
    record PlanTakeover(TakeoverWish wish, FleetHealth health, FleetReport report)
            implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return TakeoverPlanner.plan(state, wish, health, report)
                            instanceof TakeoverPlanned.Refused(var code, var reason)
                    ? new Ruling.Refused(code, reason)
                    : new Ruling.Standing();
        }
    }

    /** Whether a takeover begins. */
    record BeginTakeover(
            TakeoverWish wish, FleetHealth health, FleetReport report, MoveId id, long nowMillis)
            implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return TakeoverDecider.decide(state, wish, health, report, id, nowMillis);
        }
    }

    /** Whether something is told of a site. */
    record NoteSite(FleetHealth health, SiteId site, long nowMillis) implements Question {
        @Override
        public Ruling decide(ControlState state) {
            return Automation.note(state, health, site, nowMillis);
        }
    }
}
