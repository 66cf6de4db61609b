package dev.homeport.dcnode.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableKeeperTest {

    private final RoutingTable first = Tables.first();
    private final RoutingTable second = first.withTtl(Tables.CANADA, 5_000);
    private final List<RoutingTable> kept = new ArrayList<>();
    private final List<RoutingTable> heard = new ArrayList<>();
    private final TableKeeper keeper = new TableKeeper(first, kept::add);

    @Test
    void newerTableIsKeptBeforeAnybodyHearsOfIt() {
        keeper.onNewer(table -> heard.addAll(kept));

        keeper.accept(second);

        assertThat(keeper.current()).isEqualTo(second);
        assertThat(heard).containsExactly(second);
    }

    @Test
    void olderTableAndTheSameOnceMoreChangeNothing() {
        keeper.accept(second);
        keeper.onNewer(heard::add);

        keeper.accept(first);
        keeper.accept(second);

        assertThat(keeper.current()).isEqualTo(second);
        assertThat(kept).containsExactly(second);
        assertThat(heard).isEmpty();
        assertThat(keeper.trouble()).isEmpty();
    }

    @Test
    void twoTablesOfOneVersionAreAnAlarm() {
        keeper.accept(second);

        keeper.accept(first.withTtl(Tables.CANADA, 6_000));

        assertThat(keeper.current()).isEqualTo(second);
        assertThat(keeper.trouble()).hasValueSatisfying(t -> assertThat(t).startsWith("ALARM"));
    }

    @Test
    void newerVersionThatGoesBackBehindAnEpochIsAnAlarm() {
        var moved = first.withAssignment(Tables.EAST, Tables.CANADA, Set.of());
        keeper.accept(moved);

        keeper.accept(second.withTtl(Tables.CANADA, 7_000));

        assertThat(keeper.current()).isEqualTo(moved);
        assertThat(keeper.trouble()).hasValueSatisfying(t -> assertThat(t).startsWith("ALARM"));
    }

    @Test
    void tableOfAnotherFleetIsRefused() {
        keeper.accept(Tables.ofAnotherFleet().withTtl(Tables.CANADA, 5_000));

        assertThat(keeper.current()).isEqualTo(first);
        assertThat(keeper.trouble()).isPresent();
    }

    @Test
    void tableThatCannotBeKeptIsNotActedOn() {
        var onFullDisk =
                new TableKeeper(
                        first,
                        table -> {
                            throw new IOException("no space left");
                        });
        onFullDisk.onNewer(heard::add);

        onFullDisk.accept(second);

        assertThat(onFullDisk.current()).isEqualTo(first);
        assertThat(heard).isEmpty();
        assertThat(onFullDisk.trouble())
                .hasValueSatisfying(t -> assertThat(t).contains("no space left"));
    }
}
