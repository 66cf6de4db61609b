package dev.homeport.controlplane.report;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What the nodes of a site that answered report together. What one node has judged is committed in
 * the site's log, so it counts whatever the others have not judged yet: a shard can stand at two
 * epochs here, and the older one was open once. Immutable and thread-safe.
 *
 * @param site the site
 * @param leader the node that leads its log, if that answered
 * @param tableVersion the newest table that a node knows
 * @param open shards by the epochs at which some node has them open
 * @param over shards by the epochs below which, as some node says, everything is over in the site's
 *     log
 * @param leased what the leading node's lease covers
 * @param streams how far each stream has come into the log
 * @param applied how far the view has applied each stream
 * @param links the links of the site
 * @param view how the view is doing; empty when no node that has one answered
 * @param logRoomBytes how much may be appended before ordinary entries are refused, in bytes;
 *     nothing when no node said
 * @param healing how far it has put right what takeovers left; empty when no node that knows
 *     answered
 */
public record SiteReport(
        SiteId site,
        OptionalInt leader,
        long tableVersion,
        SortedMap<Epoch, ShardSet> open,
        SortedMap<Epoch, ShardSet> over,
        ShardSet leased,
        SortedMap<SiteLog, Long> streams,
        SortedMap<SiteLog, Long> applied,
        List<LinkView> links,
        Optional<View> view,
        OptionalLong logRoomBytes,
        Optional<Healing> healing) {

    private static final Comparator<LinkView> BEST_FIRST =
            Comparator.comparing((LinkView link) -> !link.isUp())
                    .thenComparingLong(link -> link.lagEntries().orElse(Long.MAX_VALUE))
                    .thenComparingLong(link -> link.oldestUnshippedMillis().orElse(0));

    /**
     * How a view is doing.
     *
     * @param lagEntries how many entries of the log it has not applied
     * @param lagMillis for how long it has been behind, in milliseconds
     * @param trouble why it does not go on
     */
    public record View(long lagEntries, long lagMillis, Optional<String> trouble) {}

    /** Makes a report. */
    public SiteReport {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        over = Collections.unmodifiableSortedMap(new TreeMap<>(over));
        streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
        applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
        links = List.copyOf(links);
    }

    /**
     * Puts together what the nodes of a site say.
     *
     * @param nodes the nodes that answered, at least one
     */
    public static SiteReport of(SiteId site, Collection<NodeReport> nodes) {
        // One that leads knows the newest table and most of the log, if two believe they do.
        var leader =
                nodes.stream()
                        .filter(NodeReport::leading)
                        .max(Comparator.comparingLong(NodeReport::tableVersion));
        // One that leads may append; where none does, the least that any of them could.
        var room =
                leader.map(node -> OptionalLong.of(node.logRoomBytes()))
                        .orElseGet(() -> nodes.stream().mapToLong(NodeReport::logRoomBytes).min());
        return new SiteReport(
                site,
                leader.map(node -> OptionalInt.of(node.node())).orElseGet(OptionalInt::empty),
                nodes.stream().mapToLong(NodeReport::tableVersion).max().orElse(0),
                united(nodes, NodeReport::open),
                united(nodes, NodeReport::over),
                leader.map(NodeReport::leased).orElseGet(ShardSet::none),
                furthest(nodes, NodeReport::streams),
                furthest(nodes, NodeReport::applied),
                bestLinks(nodes),
                bestView(nodes),
                room,
                leastHealed(nodes));
    }

    private static SortedMap<Epoch, ShardSet> united(
            Collection<NodeReport> nodes, Function<NodeReport, Map<Epoch, ShardSet>> part) {
        var united = new TreeMap<Epoch, ShardSet>();
        for (var node : nodes) {
            part.apply(node)
                    .forEach((epoch, shards) -> united.merge(epoch, shards, ShardSet::union));
        }
        return united;
    }

    private static SortedMap<SiteLog, Long> furthest(
            Collection<NodeReport> nodes, Function<NodeReport, Map<SiteLog, Long>> part) {
        var furthest = new TreeMap<SiteLog, Long>();
        for (var node : nodes) {
            part.apply(node).forEach((log, offset) -> furthest.merge(log, offset, Math::max));
        }
        return furthest;
    }

    /** Whoever brings the most of an origin's entries, the site has them. */
    private static List<LinkView> bestLinks(Collection<NodeReport> nodes) {
        var best = new TreeMap<SiteId, LinkView>();
        for (var node : nodes) {
            for (var link : node.links()) {
                best.merge(link.origin(), link, BinaryOperator.minBy(BEST_FIRST));
            }
        }
        return List.copyOf(best.values());
    }

    /** All full nodes apply to one view: the one that goes on says how that is doing. */
    private static Optional<View> bestView(Collection<NodeReport> nodes) {
        return nodes.stream()
                .filter(NodeReport::full)
                .min(
                        Comparator.comparing((NodeReport node) -> node.viewTrouble().isPresent())
                                .thenComparingLong(NodeReport::viewLagMillis)
                                .thenComparingLong(NodeReport::viewLagEntries))
                .map(node ->
                        new View(node.viewLagEntries(), node.viewLagMillis(), node.viewTrouble()));
    }

    /** What one node still has to put right is not right yet, whatever another one says. */
    private static Optional<Healing> leastHealed(Collection<NodeReport> nodes) {
        return nodes.stream()
                .map(NodeReport::healing)
                .flatMap(Optional::stream)
                .max(
                        Comparator.comparingInt((Healing healing) ->
                                        healing.reseeding() + healing.differing())
                                .thenComparingInt(Healing::orphans)
                                .thenComparing(
                                        Comparator.comparingLong(SiteReport::searchedInAll)
                                                .reversed()));
    }

    private static long searchedInAll(Healing healing) {
        return healing.searched().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The shards that the site has opened at an epoch, and not closed as far as some node knows.
     */
    public ShardSet openAt(Epoch epoch) {
        return open.getOrDefault(epoch, ShardSet.none());
    }

    /** The shards of which the site's log takes nothing below an epoch any more. */
    public ShardSet closedBelow(Epoch epoch) {
        return over.tailMap(epoch).values().stream().reduce(ShardSet.none(), ShardSet::union);
    }

    /** The link from another site. */
    public Optional<LinkView> linkFrom(SiteId origin) {
        return links.stream().filter(link -> link.origin().equals(origin)).findFirst();
    }
}
