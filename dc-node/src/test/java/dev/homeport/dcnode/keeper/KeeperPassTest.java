package dev.homeport.dcnode.keeper;

import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.Control.HomeChanged;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.forward.OwnNode;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.Closing;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeClosed;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.logic.append.LeadingLog;
import dev.homeport.quorumqueue.Setback;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The keeper of Shanghai's homes, step by step. */
class KeeperPassTest {

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge = new SiteJudge(format, SHANGHAI.site());
    private final MemoryQueue queue = new MemoryQueue(SHANGHAI, judge);
    private final HeardByHolder holder = new HeardByHolder();
    private final List<String> warnings = new ArrayList<>();
    private RoutingTable table =
            RoutingTable.genesis(
                    new FleetId(new UUID(1, 2)),
                    List.of(SHANGHAI.site(), CANADA.site()),
                    LeasePolicy.uniform(List.of(SHANGHAI.site(), CANADA.site()), 5_000));
    private final ShardSet ours = table.shardsHomedAt(SHANGHAI.site());
    private final ShardSet theirs = table.shardsHomedAt(CANADA.site());
    private long noticeMillis;
    private long nowMillis = 5_000;
    private long applied;
    private int ended;

    private final KeeperPass pass =
            new KeeperPass(
                    queue,
                    judge::homes,
                    () -> table,
                    holder,
                    new EncodedControlAppends(
                            new OwnNode(
                                    queue, new LeadingLog(queue, (_, _, _) -> true, Runnable::run)),
                            format,
                            () -> Instant.EPOCH),
                    () -> applied,
                    Neighbours.NONE,
                    new Notice(() -> Duration.ofMillis(noticeMillis), () -> nowMillis * 1_000_000),
                    _ -> {},
                    warnings::add,
                    () -> ended++);

    private void mirror(SiteEntry entry) {
        queue.append(CANADA, format.encode(entry));
    }

    private void move(ShardSet shards, SiteId to) {
        table = table.withAssignment(shards, to, Set.of());
    }

    /** The openings and closings that took effect in Shanghai's stream. */
    private List<HomeEntry> homeEntries() {
        var entries = new ArrayList<HomeEntry>();
        for (var judged : queue.entries()) {
            if (judged.entry().stream().equals(SHANGHAI)
                    && judged.verdict() instanceof Verdict.Effective) {
                try {
                    if (format.decode(judged.entry().draft())
                            instanceof ControlEntry(var _, var _, HomeChanged(var entry))) {
                        entries.add(entry);
                    }
                } catch (UnreadableEntryException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return entries;
    }

    private static HomeClosed closed(ShardSet shards, long below) {
        return new HomeClosed(List.of(new Closing(shards, new Epoch(below))));
    }

    @Test
    void theFirstHomesAreOpenedAndTheHolderHearsOfThem() {
        assertThat(pass.run()).isTrue();
        assertThat(holder.news()).containsExactly("table 1", "closed through 1 at 0", "led");
        assertThat(homeEntries())
                .containsExactly(new HomeOpened(ours, Epoch.FIRST, Epoch.NONE, Map.of()));

        assertThat(pass.run()).isTrue();
        assertThat(holder.news()).containsExactly("closed through 1 at 1");
        assertThat(pass.run()).isTrue();
        assertThat(holder.news()).isEmpty();
        assertThat(homeEntries()).hasSize(1);
    }

    @Test
    void whatIsAppendedAndEndedHasThePassRunAgain() {
        pass.run();
        assertThat(ended).isEqualTo(1);
        pass.run();
        assertThat(ended).isEqualTo(1);
    }

    @Test
    void aMoveAwayIsClosedAndToldInThePassThatFindsItClosed() {
        pass.run();
        pass.run();
        holder.news();
        move(ours, CANADA.site());

        pass.run();
        assertThat(holder.news()).containsExactly("table 2");
        assertThat(homeEntries().getLast()).isEqualTo(closed(ours, 2));
        pass.run();
        assertThat(holder.news()).containsExactly("closed through 2 at 2");
    }

    @Test
    void homesThatLeaveAsPlannedStayOpenUntilTheirClientsHaveHadNotice() {
        pass.run();
        pass.run();
        noticeMillis = 1_000;
        move(ours, CANADA.site());

        pass.run();
        nowMillis += 999;
        pass.run();
        assertThat(homeEntries()).hasSize(1);
        nowMillis += 1;
        pass.run();

        assertThat(homeEntries().getLast()).isEqualTo(closed(ours, 2));
    }

    @Test
    void everyMoveHasANoticeOfItsOwn() {
        pass.run();
        noticeMillis = 1_000;
        move(ours, CANADA.site());
        pass.run();
        nowMillis += 1_000;
        pass.run();
        assertThat(homeEntries().getLast()).isEqualTo(closed(ours, 2));
        move(ours, SHANGHAI.site());
        mirror(Entries.closed(ours, 3));
        applied = queue.lastPosition();
        pass.run();
        applied = queue.lastPosition();
        pass.run();
        applied = queue.lastPosition();
        pass.run();
        assertThat(homeEntries().getLast()).isInstanceOf(HomeOpened.class);
        nowMillis += 60_000;
        move(ours, CANADA.site());

        pass.run();
        nowMillis += 999;
        pass.run();
        assertThat(homeEntries().getLast()).isInstanceOf(HomeOpened.class);
        nowMillis += 1;
        pass.run();

        assertThat(homeEntries().getLast()).isEqualTo(closed(ours, 4));
    }

    @Test
    void homesThatAreTakenOverAreClosedAtOnce() {
        pass.run();
        noticeMillis = 1_000;
        table = table.withAssignment(ours, CANADA.site(), Set.of(SHANGHAI.site()));

        pass.run();

        assertThat(homeEntries().getLast()).isEqualTo(closed(ours, 2));
    }

    @Test
    void whatIsNotOpenHereIsClosedWithoutNotice() {
        pass.run();
        noticeMillis = 1_000;
        move(ours, CANADA.site());
        move(theirs, SHANGHAI.site());

        pass.run();

        assertThat(homeEntries().getLast()).isEqualTo(closed(theirs, 2));
    }

    @Test
    void aMoveHereIsOpenedOnceTheEarlierHomesClosingIsApplied() {
        mirror(Entries.opened(theirs, 1));
        pass.run();
        pass.run();
        move(theirs, SHANGHAI.site());
        pass.run();
        assertThat(homeEntries().getLast()).isEqualTo(closed(theirs, 2));
        applied = queue.lastPosition();
        pass.run();
        mirror(Entries.closed(theirs, 2));
        pass.run();
        assertThat(homeEntries()).hasSize(2);

        applied = queue.lastPosition();
        pass.run();

        assertThat(homeEntries().getLast())
                .isEqualTo(
                        new HomeOpened(
                                theirs,
                                new Epoch(2),
                                Epoch.FIRST,
                                Map.of(SHANGHAI, 2L, CANADA, 2L)));
    }

    @Test
    void aMoveThatIsTakenBackIsOpenedOnceTheOwnClosingIsApplied() {
        pass.run();
        queue.append(
                SHANGHAI, format.encode(Entries.sent(Entries.ALICE, "r", Entries.BOB, "hello")));
        applied = 1;
        move(ours, CANADA.site());
        pass.run();
        move(ours, SHANGHAI.site());
        mirror(Entries.closed(ours, 3));
        pass.run();
        assertThat(homeEntries().getLast()).isEqualTo(closed(ours, 3));
        var closing = queue.lastPosition();

        applied = closing - 1;
        pass.run();
        assertThat(homeEntries().getLast()).isInstanceOf(HomeClosed.class);
        applied = closing;
        pass.run();

        assertThat(homeEntries().getLast())
                .isEqualTo(
                        new HomeOpened(
                                ours, new Epoch(3), Epoch.FIRST, Map.of(SHANGHAI, 4L, CANADA, 1L)));
    }

    @Test
    void whatTheLogDoesNotTakeIsWarnedOfAndTriedAgain() {
        queue.meet(Optional.of(new Setback.Overloaded("the log is full", Duration.ofSeconds(1))));
        pass.run();

        assertThat(pass.run()).isFalse();
        assertThat(warnings).singleElement().asString().contains("the log is full");
        assertThat(homeEntries()).isEmpty();
        queue.meet(Optional.empty());
        assertThat(pass.run()).isTrue();
        assertThat(homeEntries()).hasSize(1);
    }

    @Test
    void onlyWhoLeadsAppends() {
        queue.lead(false);
        pass.run();
        assertThat(homeEntries()).isEmpty();
        assertThat(holder.news()).doesNotContain("led");

        queue.lead(true);
        pass.run();
        assertThat(homeEntries()).hasSize(1);
        assertThat(holder.news()).contains("led");

        queue.lead(false);
        move(ours, CANADA.site());
        pass.run();
        assertThat(homeEntries()).hasSize(1);
        assertThat(holder.news()).contains("deposed");
    }

    @Test
    void whatTheHolderCannotTakeInIsToldAgain() {
        holder.takesNothingIn(true);
        pass.run();
        assertThat(holder.news()).isEmpty();
        assertThat(homeEntries()).isEmpty();

        holder.takesNothingIn(false);
        pass.run();
        assertThat(holder.news()).containsExactly("table 1", "closed through 1 at 0", "led");
    }
}
