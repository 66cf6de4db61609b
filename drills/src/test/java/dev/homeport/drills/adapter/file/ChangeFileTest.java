package dev.homeport.drills.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.drills.change.Change;
import dev.homeport.drills.change.ChangeRecord.Standing;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFileTest {

    private static final Change HELD = new Change.Held("canada-coordinator-4");
    private static final Change PAUSED = new Change.Paused(new SiteId("canada"));
    private static final Change MOVED = new Change.Moved(new SiteId("hongkong"), "there", "back");

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("changes.jsonl");
    }

    @Test
    void whatIsNotUndoneIsFoundAgainTheLatestFirst() throws Exception {
        try (var changes = ChangeFile.open(file())) {
            changes.beforeMaking(HELD);
            changes.beforeMaking(PAUSED);
            changes.beforeMaking(MOVED);
            changes.undone(2);
        }

        try (var changes = ChangeFile.open(file())) {
            assertThat(changes.standing())
                    .containsExactly(new Standing(3, MOVED), new Standing(1, HELD));
            changes.beforeMaking(PAUSED);
            assertThat(changes.standing().getFirst()).isEqualTo(new Standing(4, PAUSED));
        }
    }

    @Test
    void everyKindOfChangeIsFoundAsItWas() throws Exception {
        var site = new SiteId("hongkong");
        var all =
                List.of(
                        HELD,
                        PAUSED,
                        MOVED,
                        new Change.Lost(site),
                        new Change.Cut(site, new SiteId("canada"), true),
                        new Change.Cut(site, new SiteId("canada"), false),
                        new Change.PolicyChanged(
                                site,
                                new Change.Policy("propose", 30_000),
                                new Change.Policy("automatic", 5_000),
                                "there",
                                "back"),
                        new Change.TakenOver(site, "home"));
        assertThat(all.stream().map(Change::getClass).distinct())
                .hasSize(Change.class.getPermittedSubclasses().length);
        try (var changes = ChangeFile.open(file())) {
            for (var change : all) {
                changes.beforeMaking(change);
            }
        }

        try (var changes = ChangeFile.open(file())) {
            assertThat(changes.standing().reversed()).extracting(Standing::change).isEqualTo(all);
        }
    }

    @Test
    void aChangeIsInTheFileBeforeItIsMade() throws Exception {
        try (var changes = ChangeFile.open(file())) {
            changes.beforeMaking(PAUSED);

            assertThat(Files.readString(file()))
                    .isEqualTo(
                            "{\"n\":1,\"change\":\"paused\",\"site\":\"canada\","
                                    + "\"undo\":\"resume\"}\n");
        }
    }

    @Test
    void aTornLastLineWasNeverActedUpon() throws Exception {
        try (var changes = ChangeFile.open(file())) {
            changes.beforeMaking(HELD);
        }
        Files.writeString(file(), "{\"n\":2,\"change\":\"pau", StandardOpenOption.APPEND);

        try (var changes = ChangeFile.open(file())) {
            assertThat(changes.standing()).containsExactly(new Standing(1, HELD));
            changes.undone(1);
        }
        try (var changes = ChangeFile.open(file())) {
            assertThat(changes.standing()).isEmpty();
        }
    }

    @Test
    void aDamagedFileIsNotGuessedAt() throws Exception {
        Files.writeString(file(), "{\"n\":1,\"change\":\"moon\"}\n");

        assertThatThrownBy(() -> ChangeFile.open(file()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changes.jsonl is damaged")
                .hasMessageContaining("by hand");
    }
}
