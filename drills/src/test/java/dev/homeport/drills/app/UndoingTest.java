package dev.homeport.drills.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.drills.adapter.file.ChangeFile;
import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeFailedException;
import dev.homeport.drills.change.ChangeRecord.Standing;
import dev.homeport.drills.change.Fleet;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoingTest {

    private static final Change FIRST = new Change.Held("a");
    private static final Change SECOND = new Change.Held("b");
    private static final Change THIRD = new Change.Paused(new SiteId("canada"));

    @TempDir private Path folder;

    private final List<Change> undone = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private int refusals;
    private ChangeFile record;

    private final Fleet fleet =
            new Fleet() {
                @Override
                public void make(Change change) {
                    throw new AssertionError("nothing is made here");
                }

                @Override
                public void undo(Change change) throws ChangeFailedException {
                    if (change.equals(SECOND) && refusals-- > 0) {
                        throw new ChangeFailedException("not now", false);
                    }
                    undone.add(change);
                }
            };

    @BeforeEach
    void record() throws Exception {
        record = ChangeFile.open(folder.resolve("changes.jsonl"));
        record.beforeMaking(FIRST);
        record.beforeMaking(SECOND);
        record.beforeMaking(THIRD);
    }

    @AfterEach
    void close() throws Exception {
        record.close();
    }

    private void undo(Duration atMost) throws Exception {
        new Undoing(fleet, record, said::add).all(atMost);
    }

    @Test
    void theLatestIsUndoneFirstAndEachIsMarked() throws Exception {
        undo(Duration.ofSeconds(30));

        assertThat(undone).containsExactly(THIRD, SECOND, FIRST);
        assertThat(record.standing()).isEmpty();
    }

    @Test
    void whatCannotBeUndoneNowIsTriedAgain() throws Exception {
        refusals = 1;

        undo(Duration.ofSeconds(30));

        assertThat(undone).containsExactly(THIRD, SECOND, FIRST);
        assertThat(said).contains("not undone yet: not now");
    }

    @Test
    void whatIsNotUndoneInTimeStandsForTheNextStart() {
        refusals = 1;

        assertThatThrownBy(() -> undo(Duration.ZERO)).isInstanceOf(ChangeFailedException.class);

        assertThat(record.standing())
                .containsExactly(new Standing(2, SECOND), new Standing(1, FIRST));
    }

    @Test
    void someOfItCanBeUndoneAndTheRestStands() throws Exception {
        new Undoing(fleet, record, said::add).those(List.of(SECOND)::contains, Duration.ZERO);

        assertThat(undone).containsExactly(SECOND);
        assertThat(record.standing())
                .containsExactly(new Standing(3, THIRD), new Standing(1, FIRST));
    }
}
