package dev.homeport.controlplane.decision;

import static dev.homeport.controlplane.decision.LostSites.LOST;
import static dev.homeport.controlplane.decision.LostSites.health;
import static dev.homeport.controlplane.decision.LostSites.takeover;
import static dev.homeport.controlplane.decision.MovingFleet.CANADA;
import static dev.homeport.controlplane.decision.MovingFleet.HONGKONG;
import static dev.homeport.controlplane.decision.MovingFleet.NOW;
import static dev.homeport.controlplane.decision.MovingFleet.SHANGHAI;
import static dev.homeport.controlplane.decision.MovingFleet.evacuation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.adapter.file.ControlJournal;
import dev.homeport.controlplane.deliberation.ControlStep;
import dev.homeport.controlplane.deliberation.ControlStep.Ruled;
import dev.homeport.controlplane.deliberation.Deliberation;
import dev.homeport.controlplane.deliberation.Question;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.takeover.Automation;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves and a takeover are decided, and decided again by what the journal says. */
class ControlJournalTest {

    private static final MoveId MOVE = MoveId.ofRequest("move");
    private static final MoveId TAKEOVER = MoveId.ofRequest("takeover");

    @TempDir private Path folder;
    private final List<ControlStep> steps = new ArrayList<>();
    private final Deliberation deliberation = new Deliberation(steps::add);

    private Ruling decide(MovingFleet fleet, Question question) {
        return deliberation.decide(fleet.state(), question);
    }

    @BeforeEach
    void decideAll() throws Exception {
        var fleet = new MovingFleet();
        var wish = evacuation(SHANGHAI);
        decide(fleet, new Question.PlanMove(wish, fleet.report()));
        fleet.record(decide(fleet, new Question.BeginMove(wish, MOVE, fleet.report(), NOW)));
        for (var look = 0; look < 25; look++) {
            decide(fleet, new Question.StepMove(MOVE, fleet.report(), NOW + 100L * look));
        }
        decide(fleet, new Question.AbortMove(MOVE, "enough", fleet.report()));
        MovingFleet.SITES.forEach(fleet::openAll);
        fleet.record(decide(fleet, new Question.StepMove(MOVE, fleet.report(), NOW + 3_000)));
        var seen = health(Map.of(HONGKONG, LOST));
        var without = fleet.reportWithout(HONGKONG);
        decide(fleet, new Question.NoteSite(seen, HONGKONG, NOW));
        steps.add(
                new ControlStep.Proposed(
                        fleet.state(),
                        seen,
                        "a test",
                        Automation.propose(fleet.state(), seen, "a test")));
        var lost = takeover(HONGKONG, CANADA);
        decide(fleet, new Question.PlanTakeover(lost, seen, without));
        fleet.record(decide(fleet, new Question.BeginTakeover(lost, seen, without, TAKEOVER, NOW)));
    }

    private Replayed replayed() throws Exception {
        var file = folder.resolve(ControlJournal.NAME);
        try (var journal = ControlJournal.begin(file, warning -> {})) {
            steps.forEach(journal);
        }
        assertThat(RecordJournal.read(file, ControlStep.class)).isEqualTo(steps);
        return ControlJournal.replay(file);
    }

    @Test
    void whatWasDecidedIsDecidedAgain() throws Exception {
        var replayed = replayed();

        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isEqualTo(steps.size());
    }

    @Test
    void whatChangesNothingIsKeptOnceInASecondAndTheRestAlways() {
        assertThat(steps)
                .filteredOn(step ->
                        step instanceof Ruled(var _, Question.StepMove _, Ruling.Standing _))
                .hasSize(3);
        assertThat(steps).hasSize(11);
    }

    @Test
    void aRulingThatIsNotWhatItWasIsNamedWithItsStep() throws Exception {
        var last = (Ruled) steps.getLast();
        steps.set(
                steps.size() - 1, new Ruled(last.state(), last.question(), new Ruling.Standing()));

        var replayed = replayed();
        assertThat(replayed.steps()).isEqualTo(steps.size());
        assertThat(replayed.difference())
                .hasValueSatisfying(other -> assertThat(other.replayed()).isEqualTo(last.ruling()));
    }
}
