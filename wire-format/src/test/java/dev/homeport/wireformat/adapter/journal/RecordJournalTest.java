package dev.homeport.wireformat.adapter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordJournalTest {

    private static final SiteId HERE = new SiteId("shanghai");

    @TempDir private Path folder;
    private final List<String> warnings = new ArrayList<>();

    private sealed interface Toy {
        record Everything(
                long number,
                boolean truth,
                String text,
                Optional<Toy> nested,
                OptionalInt small,
                OptionalLong large,
                List<Epoch> epochs,
                Set<ShardId> shards,
                SortedMap<SiteLog, Long> ends,
                Map<Epoch, ShardSet> open,
                RoutingTable table,
                Duration length,
                URI door,
                Colour colour)
                implements Toy {}

        record Tick() implements Toy {}
    }

    private sealed interface Other {
        record Tock() implements Other {}
    }

    private record Open(Object anything) {}

    private enum Colour {
        RED {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }

    private static Toy everything(Optional<Toy> nested) {
        var fleet = new FleetId(new UUID(1, 2));
        var other = new SiteId("canada");
        var first =
                RoutingTable.genesis(
                        fleet,
                        List.of(HERE, other),
                        new LeasePolicy(Map.of(HERE, 5_000L, other, 9_000L), 10_000));
        return new Toy.Everything(
                -7,
                true,
                "grüß \"dich\"\n",
                nested,
                OptionalInt.of(3),
                OptionalLong.empty(),
                List.of(Epoch.FIRST, new Epoch(9)),
                Set.of(new ShardId(4)),
                new TreeMap<>(Map.of(new SiteLog(HERE, 2), 77L)),
                Map.of(
                        Epoch.FIRST,
                        ShardSet.all(),
                        new Epoch(2),
                        ShardSet.none(),
                        new Epoch(3),
                        ShardSet.matching(shard -> shard % 3 == 1)),
                first.withAssignment(ShardSet.range(0, 5), other, Set.of(HERE))
                        .withFence(new SiteLog(HERE, 1)),
                Duration.ofMillis(1_500),
                URI.create("https://127.0.0.1:1/x"),
                Colour.RED);
    }

    private Path written(Toy... steps) throws IOException {
        var file = folder.resolve("toy-journal");
        try (var journal = RecordJournal.begin(file, Toy.class, 1 << 20, warnings::add)) {
            List.of(steps).forEach(journal);
        }
        return file;
    }

    @Test
    void whatIsReadIsWhatWasRecorded() throws Exception {
        var steps =
                new Toy[] {
                    new Toy.Tick(), everything(Optional.of(everything(Optional.empty()))),
                };

        var file = written(steps);

        assertThat(RecordJournal.read(file, Toy.class)).containsExactly(steps);
        assertThat(RecordJournal.kindOf(file)).contains(Toy.class.getName());
        assertThat(warnings).isEmpty();
    }

    @Test
    void aStepThatAKillHasTornIsPassedOverWhereverItIsTorn() throws Exception {
        var file = written(new Toy.Tick(), everything(Optional.empty()));
        var whole = Files.readAllBytes(file);
        var first = Files.size(written(new Toy.Tick()));

        for (var cut = (int) first; cut < whole.length; cut += 7) {
            Files.write(file, whole);
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }
            assertThat(RecordJournal.read(file, Toy.class)).containsExactly(new Toy.Tick());
        }
    }

    @Test
    void aByteThatWasChangedInTheMiddleIsDamage() throws Exception {
        var file = written(everything(Optional.empty()), new Toy.Tick());
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> RecordJournal.read(file, Toy.class))
                .isInstanceOf(DamagedFileException.class);
    }

    @Test
    void aJournalOfOtherStepsIsRefused() throws Exception {
        var file = folder.resolve("other-journal");
        try (var journal = RecordJournal.begin(file, Other.class, 1 << 20, warnings::add)) {
            journal.accept(new Other.Tock());
        }

        assertThatThrownBy(() -> RecordJournal.read(file, Toy.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unsupported: " + file)
                .hasMessageContaining("no journal of Toy");
    }

    @Test
    void atItsBoundItEndsAndSaysSoOnce() throws Exception {
        var file = folder.resolve("small-journal");
        try (var journal = RecordJournal.begin(file, Toy.class, 300, warnings::add)) {
            for (var i = 0; i < 1_000; i++) {
                journal.accept(new Toy.Tick());
            }
        }
        assertThat(Files.size(file)).isBetween(300L, 400L);
        assertThat(RecordJournal.read(file, Toy.class)).isNotEmpty();
        assertThat(warnings).singleElement().asString().contains("ends here", "300 bytes");
    }

    @Test
    void wholeStepsGoOnAtTheBoundInTwoFilesAndAreNotRepeated() throws Exception {
        var file = folder.resolve("whole-journal");
        var pause = new Toy.Tick();
        try (var journal =
                RecordJournal.beginOfWholeSteps(file, Toy.class, 20_000, warnings::add)) {
            for (var i = 0; i < 100; i++) {
                journal.accept(everything(Optional.empty()));
                journal.accept(everything(Optional.empty()));
                journal.accept(pause);
            }
        }
        var kept = new ArrayList<>(RecordJournal.read(FrameJournal.previous(file), Toy.class));
        kept.addAll(RecordJournal.read(file, Toy.class));

        assertThat(kept).hasSizeBetween(6, 60).endsWith(everything(Optional.empty()), pause);
        for (var i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i)).isNotEqualTo(kept.get(i - 1));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).allSatisfy(each -> assertThat(Files.size(each)).isLessThan(26_000));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void theBootBeforeIsKeptAndTheOneBeforeThatIsNot() throws Exception {
        var file = written(new Toy.Tick());
        written(new Toy.Tick(), new Toy.Tick());
        written();

        assertThat(RecordJournal.read(file, Toy.class)).isEmpty();
        assertThat(RecordJournal.read(FrameJournal.previous(file), Toy.class)).hasSize(2);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatHasNoShapeIsRefusedWhenTheJournalBegins() {
        assertThatThrownBy(() -> new RecordBytes<>(Open.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object has no shape");
    }

    @Test
    void bytesThatSayNothingAreRefused() {
        var bytes = new RecordBytes<>(Toy.class);
        var whole = bytes.write(everything(Optional.empty()));

        assertThatThrownBy(() -> bytes.read(new byte[] {0, 3, 'N', 'o', 't'}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no Not");
        for (var cut = 0; cut < whole.length; cut += 5) {
            var part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> bytes.read(part)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theFirstStepThatDiffersIsNamedByItsNumber() {
        var replayed =
                Replayed.of(
                        List.of(1, 2, 3, 4),
                        step -> Replayed.compare("input " + step, step, step == 3 ? 0 : step));

        assertThat(replayed.steps()).isEqualTo(3);
        assertThat(replayed.difference()).contains(new Replayed.Difference("input 3", 3, 0));
    }
}
