package dev.homeport.dcnode.app;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.adapter.file.AdoptionJournal;
import dev.homeport.dcnode.home.adapter.file.HomeJournal;
import dev.homeport.dcnode.home.adapter.file.JournalFile;
import dev.homeport.dcnode.home.adoption.AdopterStep;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.holder.LeaseHolder;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.link.adapter.file.LinkJournal;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.Puller;
import dev.homeport.process.app.ExitCode;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayMainTest {

    private static final HolderId SELF = new HolderId(new SiteLog(SHANGHAI, 1), 1, 1);
    private static final ClockReading NOW = new ClockReading(1_000, 2_000);

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode replay(String... arguments) {
        return ReplayMain.run(
                arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    /** A leader's first steps; what the last one wanted done is left out if it is to differ. */
    private Path leaseJournal(boolean differs) throws Exception {
        var file = folder.resolve("lease-journal");
        var holder = new LeaseHolder(SELF, Tables.first(), LeaseRules.ALL);
        var origin = new JournalOrigin.OfHolder(SELF, Tables.first());
        try (var journal = JournalFile.ofHolder(file, origin, 1 << 20, warning -> {})) {
            var first = new HolderInput.LogAdvanced(1, LogMark.START);
            journal.record(new Journal.Step<>(first, NOW, holder.step(first, NOW)));
            var second = new HolderInput.Led();
            var effects = holder.step(second, NOW);
            assertThat(effects).isNotEmpty();
            journal.record(
                    new Journal.Step<HolderInput, HolderEffect>(
                            second, NOW, differs ? List.of() : effects));
        }
        return file;
    }

    @Test
    void aJournalOfLeasesIsReplayedAlike() throws Exception {
        var file = leaseJournal(false);

        assertThat(replay(file.toString())).isEqualTo(ExitCode.STOPPED);
        assertThat(out.toString(UTF_8)).isEqualTo("file " + file + "\njournal lease\nsteps 2\n");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void aStepThatWantsSomethingElseDoneIsTold() throws Exception {
        assertThat(replay(leaseJournal(true).toString())).isEqualTo(ExitCode.DIFFERENT);
        assertThat(out.toString(UTF_8))
                .contains("\njournal lease\nsteps 2\ninput Led[]\nrecorded []\nreplayed [Send[");
    }

    @Test
    void aJournalOfLinksIsReplayedAlike() throws Exception {
        var file = folder.resolve("link-journal");
        var made = PullOrigin.usual(SHANGHAI, List.of(new NodeName(CANADA, 1)), 7);
        var puller = new Puller(made);
        try (var journal = LinkJournal.begin(file, made, 1 << 20, warning -> {})) {
            var tick = new PullInput.Tick();
            journal.record(new Journal.Step<>(tick, NOW, puller.step(tick, NOW)));
        }
        assertThat(replay(file.toString())).isEqualTo(ExitCode.STOPPED);
        assertThat(out.toString(UTF_8)).endsWith("journal link\nsteps 1\n");
    }

    @Test
    void whatIsNoJournalIsRefused() throws Exception {
        var other = Files.writeString(folder.resolve("other"), "something that is no journal");

        assertThat(replay(other.toString())).isEqualTo(ExitCode.STORE);
        assertThat(replay(folder.resolve("none").toString())).isEqualTo(ExitCode.STORE);
        assertThat(replay()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out.toString(UTF_8)).contains("refused ").doesNotContain("steps");
        assertThat(err.toString(UTF_8)).contains("other", "none", "usage: replay JOURNAL");
    }

    @Test
    void ofManyEachIsToldAndOneThatDiffersDecides() throws Exception {
        var kept = folder.resolve("kept");
        Files.move(leaseJournal(true), kept);
        var orphans = folder.resolve("adoption-journal");
        var id = new DerivedId(1, 7);
        try (var journal = AdoptionJournal.begin(orphans, warning -> {})) {
            journal.accept(new AdopterStep.Began(3));
            // It settles up to 3, for nothing was searched since.
            journal.accept(new AdopterStep.Answered(id, true, 4));
        }
        var other = folder.resolve("home-journal");
        try (var journal = HomeJournal.begin(other, warning -> {})) {
            assertThat(journal).isNotNull();
        }

        assertThat(replay("" + kept, "" + folder.resolve("none"), "" + orphans, "" + other))
                .isEqualTo(ExitCode.DIFFERENT);
        assertThat(out.toString(UTF_8).lines())
                .contains(
                        "file " + kept,
                        "file " + orphans,
                        "journal adoption",
                        "steps 2",
                        "file " + other,
                        "journal home",
                        "steps 0")
                .anyMatch(line -> line.startsWith("refused ") && line.contains("none"))
                .anyMatch(line -> line.contains("settledThrough=4"))
                .anyMatch(line -> line.contains("settledThrough=3"));
        assertThat(replay("" + folder.resolve("none"), "" + other)).isEqualTo(ExitCode.STORE);
    }
}
