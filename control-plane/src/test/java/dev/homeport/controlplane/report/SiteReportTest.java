package dev.homeport.controlplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SiteReportTest {

    private static final SiteId CANADA = new SiteId("canada");
    private static final SiteLog STREAM = new SiteLog(CANADA, 1);
    private static final ShardSet SHARDS = ShardSet.range(0, 9);
    private static final Epoch FIRST = Epoch.FIRST;
    private static final Epoch SECOND = new Epoch(2);
    private static final Epoch THIRD = new Epoch(3);

    private static NodeReport node(
            int number,
            boolean leading,
            Map<Epoch, ShardSet> open,
            Map<Epoch, ShardSet> next,
            long offset,
            Optional<String> trouble,
            long room) {
        return new NodeReport(
                CANADA,
                number,
                leading,
                true,
                leading ? 3 : 2,
                open,
                next,
                leading ? SHARDS : ShardSet.none(),
                Map.of(STREAM, offset),
                Map.of(STREAM, offset - 1),
                List.of(),
                0,
                number,
                trouble,
                room,
                Optional.empty());
    }

    @Test
    void whatOneNodeHasJudgedCountsWhateverOthersHaveNot() {
        // Given a node that has judged the closing of epoch 1 and one that has not
        var ahead = node(1, true, Map.of(), Map.of(SECOND, SHARDS), 7, Optional.empty(), 40);
        var behind =
                node(
                        2,
                        false,
                        Map.of(FIRST, SHARDS),
                        Map.of(SECOND, SHARDS),
                        5,
                        Optional.of("x"),
                        4);

        for (var nodes : List.of(List.of(ahead, behind), List.of(behind, ahead))) {
            var site = SiteReport.of(CANADA, nodes);
            assertThat(site.openAt(FIRST)).isEqualTo(SHARDS);
            assertThat(site.openAt(SECOND)).isEqualTo(ShardSet.none());
            assertThat(site.closedBelow(SECOND)).isEqualTo(SHARDS);
            assertThat(site.closedBelow(THIRD)).isEqualTo(ShardSet.none());
            assertThat(site.streams()).containsEntry(STREAM, 7L);
            assertThat(site.applied()).containsEntry(STREAM, 6L);
            assertThat(site.leader()).hasValue(1);
            assertThat(site.leased()).isEqualTo(SHARDS);
            assertThat(site.tableVersion()).isEqualTo(3);
            // The leader appends, and the view that goes on says how the view is doing.
            assertThat(site.logRoomBytes()).isEqualTo(OptionalLong.of(40));
            assertThat(site.view().orElseThrow().trouble()).isEmpty();
        }
    }

    @Test
    void openShardIsNotClosedThoughTheNextEpochMayBeOpened() {
        var open =
                node(
                        1,
                        true,
                        Map.of(FIRST, SHARDS),
                        Map.of(SECOND, SHARDS),
                        5,
                        Optional.empty(),
                        1);
        var site = SiteReport.of(CANADA, List.of(open));
        assertThat(site.closedBelow(FIRST)).isEqualTo(SHARDS);
        assertThat(site.closedBelow(SECOND)).isEqualTo(ShardSet.none());
    }

    @Test
    void linkOfTheNodeThatBringsMostCounts() {
        var origin = new SiteId("shanghai");
        var down = link(origin, "DOWN", OptionalLong.empty());
        var slow = link(origin, "UP", OptionalLong.of(70));
        var level = link(origin, "IDLE", OptionalLong.of(0));
        for (var links : List.of(List.of(down, slow, level), List.of(level, slow, down))) {
            var nodes = new ArrayList<NodeReport>();
            links.forEach(link -> nodes.add(linked(nodes.size() + 1, List.of(link))));
            nodes.add(linked(9, List.of()));
            assertThat(SiteReport.of(CANADA, nodes).links()).containsExactly(level);
        }
        var cut = List.of(linked(1, List.of(down)), linked(2, List.of()));
        assertThat(SiteReport.of(CANADA, cut).linkFrom(origin)).contains(down);
        assertThat(SiteReport.of(CANADA, cut).linkFrom(CANADA)).isEmpty();
    }

    private static LinkView link(SiteId origin, String state, OptionalLong lagEntries) {
        return new LinkView(origin, state, lagEntries, OptionalLong.empty(), "");
    }

    private static NodeReport linked(int number, List<LinkView> links) {
        return new NodeReport(
                CANADA,
                number,
                false,
                true,
                1,
                Map.of(),
                Map.of(),
                ShardSet.none(),
                Map.of(),
                Map.of(),
                links,
                0,
                0,
                Optional.empty(),
                1,
                Optional.empty());
    }

    @Test
    void siteWithoutALeaderHasTheRoomOfTheNarrowestNode() {
        var nodes =
                List.of(
                        node(1, false, Map.of(), Map.of(), 5, Optional.empty(), 9),
                        node(2, false, Map.of(), Map.of(), 5, Optional.empty(), 3));
        var site = SiteReport.of(CANADA, nodes);
        assertThat(site.leader()).isEmpty();
        assertThat(site.leased()).isEqualTo(ShardSet.none());
        assertThat(site.logRoomBytes()).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void thoseWhoAskAtTheSameTimeShareARound() {
        var rounds = new AtomicInteger();
        var answers = new CompletableFuture<FleetReport>();
        var shared =
                new SharedAsks(_ -> {
                    rounds.incrementAndGet();
                    return answers;
                });
        var first = shared.ask(Duration.ofSeconds(1)).toCompletableFuture();
        var second = shared.ask(Duration.ofSeconds(1)).toCompletableFuture();
        assertThat(rounds).hasValue(1);

        var heard = new TreeMap<SiteId, SiteReport>();
        heard.put(CANADA, SiteReport.of(CANADA, List.of()));
        answers.complete(new FleetReport(heard));
        assertThat(first.join()).isEqualTo(new FleetReport(heard)).isEqualTo(second.join());

        assertThat(shared.ask(Duration.ofSeconds(1)).toCompletableFuture()).isCompleted();
        assertThat(rounds).hasValue(2);
    }
}
