package dev.homeport.dcnode.keeper;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.EAST;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.adapter.file.HomeJournal;
import dev.homeport.dcnode.home.opening.Heard;
import dev.homeport.dcnode.home.opening.HomeDecider;
import dev.homeport.dcnode.home.opening.HomeStep;
import dev.homeport.dcnode.home.opening.HomeStep.Decided;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wireformat.adapter.journal.Replayed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hong Kong takes over from Shanghai, while Canada is not heard, and its decisions are replayed.
 */
class HomeJournalTest {

    private static final HomeDecider.Due NOTHING =
            new HomeDecider.Due(Optional.empty(), List.of(), List.of());

    private final KeptSite hongkong = new KeptSite(new SiteLog(HONGKONG, 1), Tables.first());

    @TempDir private Path folder;

    @BeforeEach
    void takeOver() {
        hongkong.neighbours(Set.of(SHANGHAI, CANADA), Set.of(CANADA));
        hongkong.keep();
        hongkong.learn(Tables.first().withAssignment(EAST, HONGKONG, Set.of(SHANGHAI)));
        for (var i = 0; i < 6; i++) {
            hongkong.keep();
            hongkong.apply(Long.MAX_VALUE / 2);
        }
        hongkong.lease(EAST);
        hongkong.keep();
        hongkong.keep();
        assertThat(hongkong.openEpoch(new ShardId(7))).isEqualTo(new Epoch(2));
    }

    private Replayed replayed(List<HomeStep> steps) throws Exception {
        var file = folder.resolve(HomeJournal.NAME);
        try (var journal = HomeJournal.begin(file, warning -> {})) {
            steps.forEach(journal);
        }
        return HomeJournal.replay(file);
    }

    private int opening() {
        var steps = hongkong.steps();
        for (var i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Decided decided && !decided.due().openings().isEmpty()) {
                return i;
            }
        }
        throw new AssertionError("nothing was opened");
    }

    @Test
    void theDecisionsOfATakeoverAreReplayedAlike() throws Exception {
        var steps = hongkong.steps();
        assertThat(steps)
                .anyMatch(step -> ((Decided) step).due().closing().isPresent())
                .anyMatch(step -> !((Decided) step).due().words().isEmpty());

        var replayed = replayed(steps);
        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isGreaterThan(4);
    }

    @Test
    void anOpeningThatWasDecidedAndIsNotNowIsNamedWithItsStep() throws Exception {
        var steps = new ArrayList<>(hongkong.steps());
        var at = opening();
        var decided = (Decided) steps.get(at);
        steps.set(at, with(decided.heard(), NOTHING, decided));

        var replayed = replayed(steps);
        assertThat(replayed.difference())
                .hasValueSatisfying(other -> assertThat(other.replayed()).isEqualTo(decided.due()));
        assertThat(steps.get((int) replayed.steps() - 1)).isEqualTo(steps.get(at));
    }

    @Test
    void aDecisionThatAsksWhatWasNotAskedThenDiffers() throws Exception {
        var decided = (Decided) hongkong.steps().get(opening());
        var asksNothing = with(List.of(), decided.due(), decided);

        assertThat(replayed(List.of(asksNothing)).difference())
                .hasValueSatisfying(other ->
                        assertThat(other.replayed().toString()).contains("was not asked then"));
    }

    private static Decided with(List<Heard> heard, HomeDecider.Due due, Decided decided) {
        return new Decided(
                decided.self(), decided.table(), decided.open(), decided.next(), heard, due);
    }
}
