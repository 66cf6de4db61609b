package dev.homeport.drills.run;

import dev.homeport.drills.run.DrillPhase.Condition;
import dev.homeport.drills.run.DrillPhase.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The phases of drills in which the homes of a site are taken over. Stateless. */
final class TakeoverScript {

    /** For so long the site acknowledges what reaches nobody else; shorter than its leases. */
    private static final Duration STRANDING = Duration.ofMillis(1_500);

    /** A holder gives its longer leases back within some renewals. */
    private static final Duration SHORTER_LEASES = Duration.ofSeconds(3);

    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration TAKING_OVER = Duration.ofMinutes(2);
    private static final Duration RETURNING = Duration.ofMinutes(3);
    private static final Duration HEALING = Duration.ofMinutes(5);

    private TakeoverScript() {}

    /**
     * The phases between the load's first message and the last look.
     *
     * @param kind which drill
     * @param plan what is changed
     * @param length how long it stays broken after the takeover
     */
    static List<DrillPhase> of(DrillKind kind, TakeoverPlan plan, Duration length) {
        var phases = new ArrayList<DrillPhase>();
        phases.add(
                DrillPhase.working("cut", new Work.Make(List.copyOf(plan.cuts())), QUICK)
                        .resting(Resting.SITE));
        if (kind == DrillKind.SITE_LOSS || kind == DrillKind.TAKEOVER_OF_TAKEOVER) {
            phases.add(DrillPhase.waiting("stranding", STRANDING).resting(Resting.SITE));
            phases.add(
                    DrillPhase.working("lose", new Work.Make(List.of(plan.loss())), QUICK)
                            .resting(Resting.SITE));
            phases.add(
                    DrillPhase.working("heal-links", new Work.Undo(plan.cuts()), QUICK)
                            .resting(Resting.SITE));
        }
        phases.add(
                DrillPhase.working(
                                "take-over",
                                new Work.Nothing(),
                                TAKING_OVER,
                                Condition.TAKEN_OVER,
                                Condition.SITE_SERVES)
                        .resting(Resting.SITE));
        phases.add(DrillPhase.working("count", new Work.CountStranded(), QUICK));
        if (kind == DrillKind.TAKEOVER_OF_TAKEOVER) {
            phases.addAll(ofHeir(plan));
        } else {
            phases.add(DrillPhase.waiting("lost", length));
            phases.add(
                    DrillPhase.working(
                            "return",
                            kind == DrillKind.SITE_LOSS
                                    ? new Work.Undo(List.of(plan.loss()))
                                    : new Work.Undo(plan.cuts()),
                            RETURNING,
                            Condition.FLEET_IS_WELL));
        }
        phases.add(
                DrillPhase.working("adopt", new Work.Nothing(), HEALING, Condition.FLEET_HEALED));
        phases.add(
                DrillPhase.working("fail-back", new Work.UndoAll(), HEALING, Condition.SITE_SERVES)
                        .resting(
                                kind == DrillKind.TAKEOVER_OF_TAKEOVER
                                        ? Resting.EVERYBODY
                                        : Resting.SITE));
        return phases;
    }

    /** With two of three sites dead nobody gets a lease, until the first one is back. */
    private static List<DrillPhase> ofHeir(TakeoverPlan plan) {
        return List.of(
                DrillPhase.working(
                                "arm-heir",
                                new Work.OfHeir(Work.Step.ARM),
                                QUICK,
                                Condition.TABLE_IS_KNOWN)
                        .atLeast(SHORTER_LEASES),
                DrillPhase.working("lose-heir", new Work.OfHeir(Work.Step.LOSE), QUICK)
                        .resting(Resting.EVERYBODY),
                DrillPhase.working(
                                "take-over-again",
                                new Work.Undo(List.of(plan.loss())),
                                RETURNING,
                                Condition.TAKEN_OVER_AGAIN,
                                Condition.SITE_SERVES)
                        .resting(Resting.EVERYBODY),
                DrillPhase.working("count-again", new Work.CountStranded(), QUICK),
                DrillPhase.working(
                        "return",
                        new Work.OfHeir(Work.Step.RETURN),
                        RETURNING,
                        Condition.FLEET_IS_WELL));
    }

    /** The phase in which the policy is changed and takes effect. */
    static DrillPhase arming(TakeoverPlan plan) {
        return DrillPhase.working(
                        "arm",
                        new Work.Make(List.of(plan.policy(), plan.takeover())),
                        QUICK,
                        Condition.TABLE_IS_KNOWN)
                .atLeast(SHORTER_LEASES);
    }
}
