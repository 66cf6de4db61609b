package dev.homeport.dcnode.home.adapter.file;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.dcnode.home.witness.WitnessState;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.wireformat.adapter.journal.DamagedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessFolderTest {

    private static final FleetId FLEET = Tables.first().fleet();
    private static final UUID STORE = new UUID(7, 8);

    @TempDir private Path parent;
    private Path folder = Path.of("");

    @BeforeEach
    void format() throws IOException {
        folder = parent.resolve("witness");
        WitnessFolder.format(folder, FLEET, HONGKONG, STORE, WitnessState.genesis(Tables.first()));
    }

    private WitnessFolder open() throws IOException {
        return open(1 << 20);
    }

    private WitnessFolder open(long boundBytes) throws IOException {
        return WitnessFolder.open(folder, FLEET, HONGKONG, boundBytes);
    }

    private static WitnessState numbered(long count) {
        return new WitnessState(
                WitnessState.Standing.MEMBER,
                new StoreNumber(1, count),
                Tables.first(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                0);
    }

    private void persist(long upTo) throws Exception {
        persist(1, upTo);
    }

    private void persist(long from, long upTo) throws Exception {
        try (var store = open()) {
            for (var count = from; count <= upTo; count++) {
                store.persist(numbered(count));
            }
        }
    }

    private Path states() {
        return folder.resolve("states");
    }

    @Test
    void lastStateComesBack() throws Exception {
        try (var store = open()) {
            assertThat(store.found()).isEqualTo(WitnessState.genesis(Tables.first()));
            assertThat(store.storeId()).isEqualTo(STORE);
        }
        persist(20);
        try (var store = open()) {
            assertThat(store.found()).isEqualTo(numbered(20));
            assertThat(store.cutBytes()).isZero();
        }
    }

    @Test
    void fileStaysBelowItsBoundAndKeepsTheLastState() throws Exception {
        try (var store = open(4_096)) {
            for (var count = 1L; count <= 500; count++) {
                store.persist(numbered(count));
                assertThat(Files.size(states())).isLessThan(5_000);
            }
        }
        try (var store = open(4_096)) {
            assertThat(store.found()).isEqualTo(numbered(500));
        }
    }

    @Test
    void everyTornTailIsCutBackToTheStateBefore() throws Exception {
        persist(2);
        var before = Files.size(states());
        persist(3, 3);
        var whole = Files.readAllBytes(states());
        for (var end = (int) before + 1; end < whole.length; end++) {
            Files.write(states(), Arrays.copyOf(whole, end));
            try (var store = open()) {
                assertThat(store.found()).isEqualTo(numbered(2));
                assertThat(store.cutBytes()).isEqualTo(end - before);
                store.persist(numbered(9));
            }
            try (var store = open()) {
                assertThat(store.found()).isEqualTo(numbered(9));
                assertThat(store.cutBytes()).isZero();
            }
        }
    }

    @Test
    void sectorsThatWereNeverWrittenAreATornTail() throws Exception {
        persist(2);
        var before = Files.readAllBytes(states());
        Files.write(states(), Arrays.copyOf(before, before.length + 2_000));
        try (var store = open()) {
            assertThat(store.found()).isEqualTo(numbered(2));
            assertThat(store.cutBytes()).isEqualTo(2_000);
        }
    }

    /** Of the last frame too: its state may have been answered with. */
    @Test
    void flippedByteIsRefusedAndNothingIsCut() throws Exception {
        persist(3);
        var whole = Files.readAllBytes(states());
        for (var at = 0; at < whole.length; at += 3) {
            var damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(states(), damaged);
            assertThatThrownBy(this::open)
                    .as("byte %d", at)
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessageContaining("states");
            assertThat(Files.readAllBytes(states())).isEqualTo(damaged);
        }
    }

    @Test
    void formattedOnce() {
        assertThatThrownBy(() ->
                        WitnessFolder.format(folder, FLEET, HONGKONG, STORE, WitnessState.empty()))
                .isInstanceOf(WrongFolderException.class)
                .hasMessageContaining("formatted already");
    }

    @Test
    void neverServesFromAFolderThatIsNotItsOwn() {
        assertThatThrownBy(() -> WitnessFolder.open(parent, FLEET, HONGKONG, 1))
                .isInstanceOf(WrongFolderException.class)
                .hasMessageContaining("not formatted");
        assertThatThrownBy(() -> WitnessFolder.open(folder, FLEET, CANADA, 1))
                .isInstanceOf(WrongFolderException.class)
                .hasMessageContaining("witness hongkong");
        var otherFleet = Tables.ofAnotherFleet().fleet();
        assertThatThrownBy(() -> WitnessFolder.open(folder, otherFleet, HONGKONG, 1))
                .isInstanceOf(WrongFolderException.class)
                .hasMessageContaining(otherFleet.toString());
    }

    @Test
    void formattingThatWasInterruptedCountsForNothing() throws Exception {
        Files.delete(folder.resolve("label"));
        assertThatThrownBy(this::open).isInstanceOf(WrongFolderException.class);
        WitnessFolder.format(folder, FLEET, HONGKONG, STORE, WitnessState.empty());
        try (var store = open()) {
            assertThat(store.found()).isEqualTo(WitnessState.empty());
        }
    }

    @Test
    void filesOfAnotherStoreAreRefused() throws Exception {
        var other = parent.resolve("other");
        WitnessFolder.format(
                other, FLEET, HONGKONG, new UUID(1, 1), WitnessState.genesis(Tables.first()));
        Files.copy(other.resolve("states"), states(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::open)
                .isInstanceOf(WrongFolderException.class)
                .hasMessageContaining("does not belong");
    }

    @Test
    void secondProcessIsRefused() throws Exception {
        try (var store = open()) {
            assertThat(store.found()).isNotNull();
            assertThatThrownBy(this::open)
                    .isInstanceOf(WrongFolderException.class)
                    .hasMessageContaining("in use");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void bootCounterGrows(int boots) throws Exception {
        var file = parent.resolve("boots");
        for (var boot = 1; boot <= boots; boot++) {
            assertThat(BootCounter.raise(file)).isEqualTo(boot);
        }
        var damaged = Files.readAllBytes(file);
        damaged[20] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(() -> BootCounter.raise(file)).isInstanceOf(DamagedFileException.class);
    }
}
