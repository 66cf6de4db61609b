package dev.homeport.dcnode.keeper;

import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.forward.OwnNode;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The keeper's thread; what it does each time stands in {@link KeeperPassTest}. */
class HomeKeeperTest {

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge = new SiteJudge(format, SHANGHAI.site());
    private final MemoryQueue queue = new MemoryQueue(SHANGHAI, judge);
    private final HeardByHolder holder = new HeardByHolder();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private volatile RoutingTable table =
            RoutingTable.genesis(
                    new FleetId(new UUID(1, 2)),
                    List.of(SHANGHAI.site(), CANADA.site()),
                    LeasePolicy.uniform(List.of(SHANGHAI.site(), CANADA.site()), 5_000));

    @Test
    void itFollowsTableAndLogUntilItIsClosed() {
        var keeper =
                new HomeKeeper(
                        queue,
                        judge::homes,
                        () -> table,
                        holder,
                        new EncodedControlAppends(
                                new OwnNode(
                                        queue,
                                        new LeadingLog(queue, (_, _, _) -> true, Runnable::run)),
                                format,
                                () -> Instant.EPOCH),
                        () -> 0,
                        Neighbours.NONE,
                        Notice.none(),
                        _ -> {},
                        warnings::add);
        judge.onHomesChanged(keeper::wake);
        var heard = new ArrayList<String>();
        try (keeper) {
            keeper.start();
            await().until(() -> queue.lastPosition() == 1);

            table =
                    table.withAssignment(
                            table.shardsHomedAt(SHANGHAI.site()), CANADA.site(), Set.of());
            keeper.wake();

            await().until(() -> {
                heard.addAll(holder.news());
                return heard.contains("closed through 2 at 2");
            });
        }
        table = table.withAssignment(table.shardsHomedAt(CANADA.site()), SHANGHAI.site(), Set.of());
        keeper.wake();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("home-keeper"));
        assertThat(queue.lastPosition()).isEqualTo(2);
        assertThat(warnings).isEmpty();
    }
}
