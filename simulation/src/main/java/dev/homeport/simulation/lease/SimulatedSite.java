package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.home.opening.HomeEntry;
import dev.homeport.dcnode.home.opening.HomeFollower;
import dev.homeport.dcnode.home.opening.Pause;
import dev.homeport.dcnode.home.opening.Surroundings;
import dev.homeport.simulation.lease.SiteLogModel.Committed;
import dev.homeport.simulation.lease.SiteLogModel.Content;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A site: three nodes, one of which leads the site log while the others may believe that they still
 * do, and mirrors of the other sites' streams.
 */
final class SimulatedSite implements Surroundings {

    private static final int NODES = 3;
    private static final long PROPOSAL_LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Leases alone are simulated here: what is inherited makes no difference to them. */
    private static final MoveRules WITHOUT_COLLECTION =
            MoveRules.without(MoveRule.PAUSES_LOST_STREAM, MoveRule.COLLECTS_FROM_SURVIVORS);

    private final SimulatedFleet fleet;
    private final int place;
    private final SiteId id;
    private final SiteLogModel log;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final TreeMap<SiteId, Mirror> mirrors = new TreeMap<>();
    private final long[] latestOpening = new long[ShardId.COUNT];
    private final HomeFollower follower;
    private Optional<SimulatedNode> leader = Optional.empty();
    private long term;
    private long closedFor;
    private long closedAt = -1;
    private long closedThrough;
    private boolean settled;
    private long homesProposedNanos = Long.MIN_VALUE / 2;

    SimulatedSite(SimulatedFleet fleet, int place, SiteId id, RoutingTable first) {
        this.fleet = fleet;
        this.place = place;
        this.id = id;
        this.log = new SiteLogModel(fleet.settings().rules());
        this.follower = new HomeFollower(id, fleet.settings().rules(), WITHOUT_COLLECTION);
        IntStream.rangeClosed(1, NODES)
                .forEach(number -> nodes.add(new SimulatedNode(fleet, this, number, first)));
    }

    void connect(List<SimulatedSite> sites) {
        for (var other : sites) {
            if (other != this) {
                mirrors.put(other.id, new Mirror(other.log, fleet.settings().rules()));
            }
        }
    }

    SiteId id() {
        return id;
    }

    SiteLog stream() {
        return new SiteLog(id, 1);
    }

    int place() {
        return place;
    }

    SiteLogModel log() {
        return log;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    Optional<SimulatedNode> leader() {
        return leader;
    }

    /** Makes another node the leader, if one can be; the old one learns of it late. */
    void elect() {
        var able =
                nodes.stream()
                        .filter(node -> node.machine().isRunning())
                        .filter(node -> leader.filter(l -> l == node).isEmpty())
                        .toList();
        if (able.isEmpty()) {
            return;
        }
        leader.ifPresent(this::learnsThatItIsDeposed);
        term++;
        var chosen = fleet.world().pick(able);
        leader = Optional.of(chosen);
        fleet.world().record(chosen.machine().name() + " leads in term " + term);
        chosen.lead(closedThrough(chosen), log.end());
        follow();
    }

    private void learnsThatItIsDeposed(SimulatedNode old) {
        var boot = old.machine().boot();
        fleet.world()
                .after(
                        fleet.conditions().deposalDelayNanos(),
                        () -> {
                            var leadsAgain = leader.filter(l -> l == old).isPresent();
                            if (old.machine().boot() == boot && !leadsAgain) {
                                old.deposed();
                            }
                        });
    }

    /** Without a leader until the next election, when the leader's process is gone. */
    void crashed(SimulatedNode node) {
        if (leader.filter(l -> l == node).isPresent()) {
            leader = Optional.empty();
            term++;
        }
    }

    void tick() {
        var present = leader.filter(l -> l.machine().isUp());
        if (present.isEmpty() && fleet.world().chance(0.2)) {
            elect();
        }
        nodes.forEach(SimulatedNode::tick);
        follow();
    }

    /**
     * Appends through a node. Only a leader's append commits; what a leader appended before it was
     * deposed may commit all the same.
     */
    void propose(SimulatedNode node, Content content, Consumer<Committed> observed) {
        if (leader.filter(l -> l == node).isEmpty()) {
            return;
        }
        var proposedIn = term;
        var boot = node.machine().boot();
        fleet.world()
                .after(
                        fleet.conditions().commitDelayNanos(),
                        () -> {
                            if (term == proposedIn || fleet.world().chance(0.3)) {
                                var committed = log.commit(content);
                                record(committed);
                                fleet.world()
                                        .after(
                                                fleet.conditions().observationDelayNanos(),
                                                () -> observe(node, boot, committed, observed));
                            }
                        });
    }

    private static void observe(
            SimulatedNode node, long boot, Committed committed, Consumer<Committed> observed) {
        node.machine()
                .deliver(() -> {
                    if (node.machine().boot() == boot) {
                        observed.accept(committed);
                    }
                });
    }

    private void record(Committed committed) {
        if (committed.content() instanceof Content.Home(var entry)) {
            fleet.world().record(id + " commits " + committed.offset() + " " + entry);
            if (committed.effective() && entry instanceof HomeEntry.HomeOpened opened) {
                noteOpening(opened);
                fleet.invariants().opened(this, opened);
            }
        }
        leader.ifPresent(l -> l.logAdvanced(closedThrough(l), log.end()));
        follow();
    }

    private long closedThrough(SimulatedNode node) {
        var table = node.holder().table();
        if (table.version() != closedFor || log.ledger().changes() != closedAt) {
            closedFor = table.version();
            closedAt = log.ledger().changes();
            closedThrough = log.ledger().hasClosedAllEndedBy(table) ? table.version() : 0;
            settled = follower.isSettled(table, log.ledger());
        }
        return closedThrough;
    }

    /** Appends the closings and openings that the leader's table demands. */
    private void follow() {
        var now = fleet.world().nowNanos();
        if (now - homesProposedNanos < PROPOSAL_LOST_NANOS
                || leader.filter(l -> l.machine().isRunning()).isEmpty()) {
            return;
        }
        var node = leader.orElseThrow();
        var table = node.holder().table();
        node.logAdvanced(closedThrough(node), log.end());
        if (settled) {
            return;
        }
        var due = new ArrayList<HomeEntry>();
        follower.closing(table, log.ledger()).ifPresent(due::add);
        if (due.isEmpty()) {
            due.addAll(follower.openings(table, log.ledger(), this));
        }
        if (!due.isEmpty()) {
            homesProposedNanos = now;
            due.forEach(entry ->
                    propose(
                            node,
                            new Content.Home(entry),
                            committed -> homesProposedNanos = Long.MIN_VALUE / 2));
        }
    }

    private void noteOpening(HomeEntry.HomeOpened opened) {
        opened.shards().stream()
                .forEach(shard ->
                        latestOpening[shard] =
                                Math.max(latestOpening[shard], opened.epoch().value()));
    }

    /** Hands a table on to the other nodes of the site. */
    void spread(RoutingTable table) {
        nodes.forEach(node -> fleet.network().send(place, place, () -> node.learn(table)));
    }

    /** How far each stream has come at this site, its own included. */
    Map<SiteId, Long> ends() {
        var ends = new TreeMap<SiteId, Long>();
        mirrors.forEach((origin, mirror) -> ends.put(origin, mirror.applied()));
        ends.put(id, log.size());
        return ends;
    }

    /** Applies what a link has brought. */
    void receive(Map<SiteId, Long> ends) {
        if (leader.filter(l -> l.machine().isRunning()).isEmpty()) {
            return;
        }
        mirrors.forEach(
                (origin, mirror) -> mirror.apply(ends.getOrDefault(origin, 0L), this::noteOpening));
        follow();
    }

    @Override
    public ShardSet closedBy(SiteId site, ShardSet shards, Epoch below) {
        if (site.equals(id)) {
            return log.ledger().closedBelow(shards, below);
        }
        var mirror = mirrors.get(site);
        return mirror == null ? ShardSet.none() : mirror.ledger().closedBelow(shards, below);
    }

    @Override
    public ShardSet leased(RoutingTable table) {
        return leader.map(l -> l.held(table)).orElse(ShardSet.none());
    }

    @Override
    public Map<Epoch, ShardSet> byLatestOpening(ShardSet shards) {
        var byOpening = new TreeMap<Epoch, ShardSet>();
        for (var rest = shards; !rest.isEmpty(); ) {
            var epoch = latestOpening[rest.stream().findFirst().orElseThrow()];
            var same = rest.filter(shard -> latestOpening[shard] == epoch);
            byOpening.put(new Epoch(epoch), same);
            rest = rest.minus(same);
        }
        return byOpening;
    }

    @Override
    public Map<SiteLog, Long> appliedVector() {
        var vector = new TreeMap<SiteLog, Long>();
        ends().forEach((site, end) -> vector.put(new SiteLog(site, 1), end));
        return vector;
    }

    @Override
    public Map<SiteId, Pause> pausedAt(SiteId lost, long version) {
        return Map.of();
    }

    @Override
    public Set<SiteId> paused() {
        return Set.of();
    }

    @Override
    public MirrorMark mirrorEnd(SiteId site) {
        return new MirrorMark(new SiteLog(site, 1), ends().getOrDefault(site, 0L));
    }

    @Override
    public Set<SiteId> others() {
        return mirrors.keySet();
    }

    @Override
    public Map<SiteId, MirrorMark> heldBack() {
        return Map.of();
    }

    @Override
    public Set<SiteId> unreachable() {
        return Set.of();
    }

    @Override
    public boolean isNoticeOver() {
        return true;
    }
}
