package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.opening.Surroundings.MirrorMark;
import dev.homeport.dcnode.keeper.Neighbours;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The other sites, and which of them cannot be reached, as the links of this node tell. A node
 * without links cannot know; it takes the others for unreachable once a takeover has waited for
 * them for some time. Thread-safe.
 */
final class Reach implements Neighbours {

    /** A link is down after some seconds of silence, and must have been so for as long again. */
    private static final long SILENT_MILLIS = 6_000;

    private static final long PATIENCE_MILLIS = 10_000;

    /** Who has not asked for so long begins to wait anew. */
    private static final long FORGET_MILLIS = 2_000;

    private final Set<SiteId> others;
    private final LongSupplier nanos;
    private final long bornNanos;
    private volatile Optional<Supplier<List<LinkStatus>>> links = Optional.empty();
    private boolean asked;
    private long askedNanos;
    private long waitingSinceNanos;

    /**
     * Makes the reach of a node.
     *
     * @param others the other sites that have logs
     * @param nanos the monotonic clock
     */
    Reach(Set<SiteId> others, LongSupplier nanos) {
        this.others = Set.copyOf(others);
        this.nanos = nanos;
        this.bornNanos = nanos.getAsLong();
    }

    /** From now on links tell. */
    void tellBy(Supplier<List<LinkStatus>> status) {
        links = Optional.of(status);
    }

    @Override
    public Set<SiteId> others() {
        return others;
    }

    @Override
    public Set<SiteId> unreachable() {
        var now = nanos.getAsLong();
        var told = links;
        if (told.isPresent()) {
            var sinceBirth = TimeUnit.NANOSECONDS.toMillis(now - bornNanos);
            return told.get().get().stream()
                    .filter(link -> link.state() == LinkState.DOWN)
                    .filter(link -> link.lastHeardMillis().orElse(sinceBirth) >= SILENT_MILLIS)
                    .map(LinkStatus::origin)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return hasWaitedLong(now) ? others : Set.of();
    }

    @Override
    public Map<SiteId, MirrorMark> heldBack() {
        var held = new TreeMap<SiteId, MirrorMark>();
        links.ifPresent(told ->
                told.get()
                        .forEach(link ->
                                link.awaits()
                                        .ifPresent(unmet ->
                                                held.put(
                                                        link.origin(),
                                                        new MirrorMark(
                                                                unmet.stream(), unmet.offset())))));
        return held;
    }

    private synchronized boolean hasWaitedLong(long now) {
        if (!asked || now - askedNanos > TimeUnit.MILLISECONDS.toNanos(FORGET_MILLIS)) {
            asked = true;
            waitingSinceNanos = now;
        }
        askedNanos = now;
        return now - waitingSinceNanos >= TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    }
}
