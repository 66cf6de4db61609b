package dev.homeport.dcnode.home.adoption;

import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.home.adapter.file.AdoptionJournal;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedAdopterTest {

    private static final String SAID = "what nobody else is to read";

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve(AdoptionJournal.NAME);
    }

    private static Orphan message(long offset, AccountId sender) {
        return new Orphan(
                new EntryAddress(SHANGHAI, offset),
                (ShardEntry) Entries.sent(sender, "m-" + offset, BOB, SAID));
    }

    /** Orphans of four accounts are found, adopted and declined as chance has it. */
    private static void adoptAll(long seed, Consumer<AdopterStep> journal) {
        var chance = new Random(seed);
        var account = new RecordedAdopter(0, MoveRules.ALL, journal);
        var underWay = new ArrayList<Orphan>();
        var found = 0;
        while (found < 50 || account.account().pending() > 0) {
            if (found < 50 && chance.nextBoolean()) {
                found++;
                var orphan = message(found, new AccountId(1 + chance.nextInt(4)));
                if (chance.nextInt(8) == 0) {
                    account.settledEarly(orphan.id(), found - 1);
                }
                if (chance.nextInt(4) == 0) {
                    account.lost(orphan, found);
                } else {
                    account.found(orphan, found);
                }
                account.searchedThrough(found);
            }
            underWay.addAll(account.due(_ -> chance.nextInt(4) > 0));
            if (!underWay.isEmpty()) {
                var next = underWay.remove(chance.nextInt(underWay.size()));
                var taken = chance.nextInt(3) > 0;
                account.answered(next.id(), taken);
                if (taken) {
                    var _ = account.settled(next.id());
                }
            }
        }
    }

    private List<AdopterStep> recorded() throws Exception {
        return RecordJournal.read(file(), AdopterStep.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatWasRecordedIsReplayedAlike(long seed) throws Exception {
        try (var journal = AdoptionJournal.begin(file(), warning -> {})) {
            adoptAll(seed, journal);
        }

        var replayed = AdoptionJournal.replay(file());
        assertThat(replayed.difference()).isEmpty();
        assertThat(replayed.steps()).isEqualTo(recorded().size()).isGreaterThan(150);
        assertThat(new String(Files.readAllBytes(file()), UTF_8)).doesNotContain(SAID);
    }

    @Test
    void anOrphanThatWasDueAndIsNotNowIsNamedWithItsStep() throws Exception {
        try (var journal = AdoptionJournal.begin(file(), warning -> {})) {
            adoptAll(1, journal);
        }
        var steps = new ArrayList<>(recorded());
        var at = 0;
        while (!(steps.get(at) instanceof AdopterStep.Asked)) {
            at++;
        }
        var asked = (AdopterStep.Asked) steps.get(at);
        steps.set(at, new AdopterStep.Asked(asked.open(), List.of()));
        try (var journal = AdoptionJournal.begin(file(), warning -> {})) {
            steps.forEach(journal);
        }

        var replayed = AdoptionJournal.replay(file());
        assertThat(replayed.steps()).isEqualTo(at + 1);
        assertThat(replayed.difference())
                .hasValueSatisfying(other -> assertThat(other.replayed()).isEqualTo(asked));
    }
}
