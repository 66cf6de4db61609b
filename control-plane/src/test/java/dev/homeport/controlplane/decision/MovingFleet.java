package dev.homeport.controlplane.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.controlplane.move.Move;
import dev.homeport.controlplane.move.MoveId;
import dev.homeport.controlplane.move.MoveKind;
import dev.homeport.controlplane.record.BrokenRuleException;
import dev.homeport.controlplane.record.ControlRecord;
import dev.homeport.controlplane.record.ControlState;
import dev.homeport.controlplane.record.Decision;
import dev.homeport.controlplane.report.FleetReport;
import dev.homeport.controlplane.report.Healing;
import dev.homeport.controlplane.report.LinkView;
import dev.homeport.controlplane.report.NodeReport;
import dev.homeport.controlplane.report.SiteReport;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Three sites that do what the table says when a test tells them to, and what they report. */
final class MovingFleet {

    static final SiteId SHANGHAI = new SiteId("shanghai");
    static final SiteId HONGKONG = new SiteId("hongkong");
    static final SiteId CANADA = new SiteId("canada");
    static final List<SiteId> SITES = List.of(SHANGHAI, HONGKONG, CANADA);
    static final long NOW = 1_795_600_000_000L;

    private static final long ROOM = 1L << 30;

    private final Map<SiteId, Map<Epoch, ShardSet>> open = new TreeMap<>();
    private final Map<SiteId, UnaryOperator<NodeReport>> spoilt = new HashMap<>();
    private ControlState state;

    MovingFleet() throws BrokenRuleException {
        var genesis =
                new Genesis(
                        FleetId.parse("0192f3a4-0000-7000-8000-000000000001"),
                        new Topology(
                                SITES.stream()
                                        .map(site ->
                                                new Site(site, SiteState.IN_SERVICE, List.of()))
                                        .toList()),
                        new Policy(LeasePolicy.uniform(SITES, 30_000), Optional.empty()));
        state = ControlState.EMPTY;
        record(genesis.decide(state));
        SITES.forEach(this::openAll);
    }

    ControlState state() {
        return state;
    }

    RoutingTable table() {
        return state.table().orElseThrow();
    }

    Site site(SiteId name) {
        return state.topology().orElseThrow().site(name).orElseThrow();
    }

    static MoveWish evacuation(SiteId site) {
        return wish(MoveKind.EVACUATION, site, Optional.empty());
    }

    static MoveWish evacuation(SiteId site, SiteId to) {
        return wish(MoveKind.EVACUATION, site, Optional.of(to));
    }

    static MoveWish failBack(SiteId site) {
        return wish(MoveKind.FAIL_BACK, site, Optional.empty());
    }

    private static MoveWish wish(MoveKind kind, SiteId site, Optional<SiteId> to) {
        return new MoveWish(kind, site, to, OptionalLong.empty(), "an operator", "a test");
    }

    Planned plan(MoveWish wish) {
        return MovePlanner.plan(state, wish, report());
    }

    Plan planned(MoveWish wish) {
        assertThat(plan(wish)).isInstanceOf(Planned.Possible.class);
        return ((Planned.Possible) plan(wish)).plan();
    }

    Ruling begin(String request, MoveWish wish) {
        return MoveBegin.decide(state, wish, MoveId.ofRequest(request), report(), NOW);
    }

    /** Begins a move that must be granted. */
    MoveId begun(String request, MoveWish wish) throws BrokenRuleException {
        record(begin(request, wish));
        return MoveId.ofRequest(request);
    }

    /** Begins a move and lets it end. */
    void moved(String request, MoveWish wish) throws BrokenRuleException {
        var id = begun(request, wish);
        SITES.forEach(this::openAll);
        record(step(id));
    }

    Ruling step(MoveId id) {
        return MoveStep.decide(state, id, report(), NOW + 1);
    }

    Move move(MoveId id) {
        return state.moves().find(id).orElseThrow();
    }

    void record(Ruling ruling) throws BrokenRuleException {
        assertThat(ruling).isInstanceOf(Ruling.Granted.class);
        record(((Ruling.Granted) ruling).records());
    }

    void record(List<ControlRecord> records) throws BrokenRuleException {
        record(new Decision(state.decisions(), "a test", NOW, "because", records));
    }

    void record(Decision decision) throws BrokenRuleException {
        state = state.after(decision);
    }

    /** A site closes what the table has taken from it, and opens nothing. */
    void closeEnded(SiteId site) {
        var before = open.getOrDefault(site, Map.of());
        openAll(site);
        var given = open.getOrDefault(site, Map.of());
        var kept = new TreeMap<Epoch, ShardSet>();
        given.forEach((epoch, shards) ->
                kept.put(epoch, shards.intersection(before.getOrDefault(epoch, ShardSet.none()))));
        open.put(site, kept);
    }

    /** A site opens all that the table gives it, and closes all that it takes. */
    void openAll(SiteId site) {
        var byEpoch = new TreeMap<Epoch, ShardSet>();
        table().allotments().stream()
                .filter(a -> a.home().equals(site))
                .forEach(a -> byEpoch.merge(a.epoch(), a.shards(), ShardSet::union));
        open.put(site, byEpoch);
    }

    /** A site opens what the table gives it of some shards, and closes the rest. */
    void openOnly(SiteId site, ShardSet shards) {
        openAll(site);
        open.getOrDefault(site, Map.of()).replaceAll((_, opened) -> opened.intersection(shards));
    }

    /** A site closes what the table takes, and opens nothing. */
    void close(SiteId site) {
        open.put(site, new TreeMap<>());
    }

    /** A site has not heard of the table: what it was home of in the first one is still open. */
    void openLast(SiteId site) {
        var first = state.nativesOrToday().of(site);
        open.put(site, new TreeMap<>(Map.of(Epoch.FIRST, first)));
    }

    /** From here on a site reports something else. */
    void spoil(SiteId site, UnaryOperator<NodeReport> changed) {
        spoilt.put(site, changed);
    }

    FleetReport report() {
        var reports = new TreeMap<SiteId, SiteReport>();
        for (var site : SITES) {
            var node = spoilt.getOrDefault(site, UnaryOperator.identity()).apply(healthy(site));
            reports.put(site, SiteReport.of(site, List.of(node)));
        }
        return new FleetReport(reports);
    }

    /** What is reported while nobody of a site answers. */
    FleetReport reportWithout(SiteId site) {
        var reports = new TreeMap<>(report().sites());
        reports.remove(site);
        return new FleetReport(reports);
    }

    private NodeReport healthy(SiteId site) {
        var opened = open.getOrDefault(site, Map.of());
        var all = opened.values().stream().reduce(ShardSet.none(), ShardSet::union);
        var next = new TreeMap<Epoch, ShardSet>();
        opened.forEach((epoch, shards) -> next.merge(epoch.next(), shards, ShardSet::union));
        for (var allotment : table().allotments()) {
            var closed = allotment.shards().minus(all);
            if (!closed.isEmpty()) {
                next.merge(allotment.epoch(), closed, ShardSet::union);
            }
        }
        return new NodeReport(
                site,
                1,
                true,
                true,
                table().version(),
                opened,
                next,
                all,
                Map.of(),
                Map.of(),
                SITES.stream().filter(s -> !s.equals(site)).map(s -> link(s, "UP", 0, 0)).toList(),
                0,
                0,
                Optional.empty(),
                ROOM,
                Optional.empty());
    }

    static LinkView link(SiteId origin, String state, long lagEntries, long oldestMillis) {
        return new LinkView(
                origin, state, OptionalLong.of(lagEntries), OptionalLong.of(oldestMillis), "");
    }

    static NodeReport withLink(NodeReport node, LinkView link) {
        var links =
                node.links().stream()
                        .map(old -> old.origin().equals(link.origin()) ? link : old)
                        .toList();
        return with(node, node.leading(), links, node.viewLagMillis(), Optional.empty(), ROOM);
    }

    static NodeReport withView(NodeReport node, long lagMillis, Optional<String> trouble) {
        return with(node, node.leading(), node.links(), lagMillis, trouble, ROOM);
    }

    static NodeReport withRoom(NodeReport node, long bytes) {
        return with(node, node.leading(), node.links(), 0, Optional.empty(), bytes);
    }

    static NodeReport leaderless(NodeReport node) {
        return with(node, false, node.links(), 0, Optional.empty(), ROOM);
    }

    static NodeReport withStreams(NodeReport node, Map<SiteLog, Long> streams) {
        return new NodeReport(
                node.site(),
                node.node(),
                node.leading(),
                node.full(),
                node.tableVersion(),
                node.open(),
                node.next(),
                node.leased(),
                streams,
                node.applied(),
                node.links(),
                node.viewLagEntries(),
                node.viewLagMillis(),
                node.viewTrouble(),
                node.logRoomBytes(),
                node.healing());
    }

    static NodeReport withHealing(NodeReport node, Healing healing) {
        return new NodeReport(
                node.site(),
                node.node(),
                node.leading(),
                node.full(),
                node.tableVersion(),
                node.open(),
                node.next(),
                node.leased(),
                node.streams(),
                node.applied(),
                node.links(),
                node.viewLagEntries(),
                node.viewLagMillis(),
                node.viewTrouble(),
                node.logRoomBytes(),
                Optional.of(healing));
    }

    private static NodeReport with(
            NodeReport node,
            boolean leading,
            List<LinkView> links,
            long lagMillis,
            Optional<String> trouble,
            long room) {
        return new NodeReport(
                node.site(),
                node.node(),
                leading,
                node.full(),
                node.tableVersion(),
                node.open(),
                node.next(),
                node.leased(),
                node.streams(),
                node.applied(),
                links,
                node.viewLagEntries(),
                lagMillis,
                trouble,
                room,
                node.healing());
    }
}
