package dev.homeport.regionrouter.adapter.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRoutingTableSourceTest {

    private static final SiteId CANADA = new SiteId("canada");
    private static final SiteId HONGKONG = new SiteId("hongkong");
    private static final RoutingTable V1 =
            new RoutingTable(
                    FleetId.parse("7b1f4f0e-57ab-4c9d-9a3e-6f3a54c2a1d0"),
                    1,
                    List.of(new Allotment(ShardSet.all(), Chain.first(CANADA))),
                    Set.of(CANADA, HONGKONG),
                    new LeasePolicy(Map.of(CANADA, 5_000L, HONGKONG, 5_000L), 5_000),
                    Map.of());
    private static final RoutingTable V2 =
            V1.withAssignment(ShardSet.range(0, 100), HONGKONG, Set.of());

    @TempDir private Path folder;
    private Path file;
    private Path copy;

    @BeforeEach
    void nameTheFiles() {
        file = folder.resolve("published.yaml");
        copy = folder.resolve("copy.yaml");
    }

    @Test
    void thePublishedTableIsTaken() throws IOException {
        publish(V1);
        assertThat(source().current()).contains(V1);
        assertThat(source().problem()).isEmpty();
    }

    @Test
    void aNewerTableIsTakenAtTheNextLook() throws IOException {
        publish(V1);
        var source = source();
        publish(V2);
        assertThat(source.current()).contains(V1);
        source.refresh();
        assertThat(source.current()).contains(V2);
    }

    @Test
    void theCopySurvivesARestartWithoutTheFile() throws IOException {
        publish(V2);
        source();
        Files.delete(file);
        var restarted = source();
        assertThat(restarted.current()).contains(V2);
        assertThat(restarted.problem()).get().asString().contains("cannot be read");
    }

    @Test
    void anOlderTableNeverReplacesANewerOneNotEvenAfterARestart() throws IOException {
        publish(V2);
        source();
        publish(V1);
        var restarted = source();
        assertThat(restarted.current()).contains(V2);
        assertThat(restarted.problem())
                .get()
                .asString()
                .contains("version 1, may not replace version 2");
    }

    @Test
    void twoTablesOfOneVersionAreAnAlarm() throws IOException {
        publish(V2);
        var source = source();
        publish(V1.withAssignment(ShardSet.range(0, 99), HONGKONG, Set.of()));
        source.refresh();
        assertThat(source.current()).contains(V2);
        assertThat(source.problem()).get().asString().startsWith("ALARM: two different");
    }

    @Test
    void aDamagedFileIsSaidSoAndTheTableInHandStays() throws IOException {
        publish(V1);
        var source = source();
        Files.writeString(file, "schema: nonsense\n");
        source.refresh();
        assertThat(source.current()).contains(V1);
        assertThat(source.problem()).get().asString().contains("published.yaml:1: has no");
        publish(V1);
        source.refresh();
        assertThat(source.problem()).isEmpty();
    }

    @Test
    void aDamagedCopyIsReplacedByThePublishedTable() throws IOException {
        Files.writeString(copy, "\u0000");
        publish(V1);
        var source = source();
        assertThat(source.current()).contains(V1);
        assertThat(source.problem()).isEmpty();
        assertThat(Files.readString(copy)).isEqualTo(Files.readString(file));
    }

    @Test
    void withoutFileAndCopyThereIsNoTable() {
        assertThat(source().current()).isEmpty();
        assertThat(source().problem()).isPresent();
    }

    @Test
    void anEndlessFileIsNotRead() throws IOException {
        Files.write(file, new byte[(4 << 20) + 1]);
        assertThat(source().problem()).get().asString().contains("more than 4194304 bytes");
    }

    private FileRoutingTableSource source() {
        return new FileRoutingTableSource(file, copy);
    }

    private void publish(RoutingTable table) throws IOException {
        Files.writeString(file, RoutingTableFile.write(table));
    }
}
