package dev.homeport.simulation.move;

import dev.homeport.controlplane.report.LinkView;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.opening.Surroundings.MirrorMark;
import dev.homeport.dcnode.keeper.Neighbours;
import dev.homeport.dcnode.link.pull.Needs;
import dev.homeport.simulation.engine.World;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a site gets the others' streams: it asks again and again, mostly the origin, and otherwise
 * the third site, and appends what follows on what it has. A batch that begins with an opening
 * waits for what the product's {@link Needs} names.
 */
final class ModelLinks implements Neighbours {

    private static final int MOST_ENTRIES = 120;
    private static final long HEARD_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(6);

    /** Entries of a stream on their way. */
    private record Batch(SiteLog stream, long first, List<SiteEntry> entries) {

        Needs needs() {
            return ModelLog.opening(entries.getFirst())
                    .map(opened -> Needs.of(stream, opened.vector()))
                    .orElse(Needs.NONE);
        }
    }

    private final MoveFleet fleet;
    private final ModelSite site;
    private final World world;
    private final Map<SiteId, Long> heardNanos = new HashMap<>();
    private final Map<SiteId, Long> originEnds = new HashMap<>();
    private final Set<SiteLog> appending = new HashSet<>();
    private final Map<SiteId, Batch> waiting = new TreeMap<>();
    private long bornNanos;

    ModelLinks(MoveFleet fleet, ModelSite site) {
        this.fleet = fleet;
        this.site = site;
        this.world = fleet.world();
    }

    /** The process begins anew. */
    void begin() {
        bornNanos = world.nowNanos();
        heardNanos.clear();
        originEnds.clear();
        appending.clear();
        waiting.clear();
    }

    /** Asks another site for what is missing here. */
    void pull() {
        var from = world.pick(fleet.sites());
        if (from == site || !site.isLeading()) {
            return;
        }
        var ends = site.log().ends();
        var boot = site.machine().boot();
        var detours = world.chance(0.3);
        fleet.network()
                .send(
                        site.place(),
                        from.place(),
                        () ->
                                from.machine()
                                        .deliver(() ->
                                                from.links().ship(site, boot, ends, detours)));
    }

    private void ship(ModelSite to, long boot, SortedMap<SiteLog, Long> ends, boolean detours) {
        var batches = new ArrayList<Batch>();
        for (var stream : site.log().ends().keySet()) {
            var isWanted = stream.equals(site.stream()) || detours;
            if (isWanted && !stream.equals(to.stream())) {
                var first = ends.getOrDefault(stream, 0L) + 1;
                var entries = site.log().batch(stream, first, MOST_ENTRIES);
                if (!entries.isEmpty()) {
                    batches.add(new Batch(stream, first, entries));
                }
            }
        }
        var end = site.log().end(site.stream());
        fleet.network()
                .send(
                        site.place(),
                        to.place(),
                        () ->
                                to.whileBoot(
                                        boot, () -> to.links().receive(site.id(), end, batches)));
    }

    private void receive(SiteId from, long end, List<Batch> batches) {
        heardNanos.put(from, world.nowNanos());
        originEnds.merge(from, end, Math::max);
        batches.forEach(this::take);
    }

    private void take(Batch batch) {
        if (!site.isLeading() || appending.contains(batch.stream())) {
            return;
        }
        if (batch.first() != site.log().end(batch.stream()) + 1) {
            return;
        }
        if (batch.needs().firstUnmet(this::end).isPresent()) {
            fleet.coverage().waited();
            waiting.put(batch.stream().site(), batch);
            return;
        }
        appending.add(batch.stream());
        var boot = site.machine().boot();
        site.commits()
                .propose(() -> {
                    if (batch.first() == site.log().end(batch.stream()) + 1) {
                        append(batch);
                    }
                    site.whileBoot(boot, () -> appending.remove(batch.stream()));
                });
    }

    /** Takes what the log takes of a batch: while it is paused, not all of it. */
    private void append(Batch batch) {
        var offset = batch.first();
        for (var entry : batch.entries()) {
            if (offset > site.log().mirrorLimit(batch.stream())) {
                return;
            }
            site.commit(batch.stream(), entry);
            offset++;
        }
    }

    private long end(SiteLog stream) {
        return stream.equals(site.stream())
                        || !fleet.settings().rules().hold(MoveRule.OPENING_BEHIND_ITS_VECTOR)
                ? Long.MAX_VALUE
                : site.log().end(stream);
    }

    @Override
    public Set<SiteId> others() {
        return others(_ -> true);
    }

    @Override
    public Set<SiteId> unreachable() {
        return others(other ->
                world.nowNanos() - heardNanos.getOrDefault(other, bornNanos) >= SILENT_NANOS);
    }

    @Override
    public Map<SiteId, MirrorMark> heldBack() {
        var held = new TreeMap<SiteId, MirrorMark>();
        waiting.values().removeIf(batch -> batch.first() <= site.log().end(batch.stream()));
        waiting.forEach((origin, batch) ->
                batch.needs()
                        .firstUnmet(this::end)
                        .ifPresent(unmet ->
                                held.put(origin, new MirrorMark(unmet.stream(), unmet.offset()))));
        return held;
    }

    private Set<SiteId> others(Predicate<SiteId> among) {
        return MoveSettings.sites().stream()
                .filter(other -> !other.equals(site.id()) && among.test(other))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How the links are doing, as a node reports it. */
    List<LinkView> views() {
        var views = new ArrayList<LinkView>();
        for (var other : fleet.sites()) {
            if (other != site) {
                var heard = heardNanos.getOrDefault(other.id(), Long.MIN_VALUE / 2);
                var lag = originEnds.getOrDefault(other.id(), 0L) - site.log().end(other.stream());
                views.add(
                        new LinkView(
                                other.id(),
                                world.nowNanos() - heard < HEARD_NANOS ? "UP" : "DOWN",
                                OptionalLong.of(Math.max(0, lag)),
                                OptionalLong.of(0),
                                ""));
            }
        }
        return views;
    }
}
