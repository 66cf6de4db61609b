package dev.homeport.simulation.move;

import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.home.opening.HomeEntry.HomeOpened;
import dev.homeport.dcnode.view.Continuity;
import dev.homeport.dcnode.view.EffectiveEntry;
import dev.homeport.dcnode.view.ReseedStore;
import dev.homeport.dcnode.view.ShardChain;
import dev.homeport.dcnode.view.Traffic;
import dev.homeport.dcnode.view.ViewChange;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The shards of a view that show what a later home has not inherited, and are built again. Which
 * have to be is decided by the product's {@link Continuity}, and what belongs into them by its
 * {@link ShardChain}. It outlives the site's process. One thread.
 */
final class Rebuilding implements ReseedStore {

    private static final long DUE = -1;

    private final MoveSettings settings;
    private final ViewRows rows;
    private final LongSupplier position;
    private final Consumer<ViewChange> again;
    private final ShardSet used;
    private final Map<ShardId, List<ShardChain.Opening>> openings = new HashMap<>();
    private final Map<ShardId, EntryAddress> last = new HashMap<>();
    private final TreeMap<Integer, Long> upTo = new TreeMap<>();
    private ShardSet flagged = ShardSet.none();
    private long flags;

    /**
     * Makes it.
     *
     * @param position up to where in the log the view goes
     * @param again hears what is written again
     */
    Rebuilding(
            MoveSettings settings,
            ViewRows rows,
            LongSupplier position,
            Consumer<ViewChange> again) {
        this.settings = settings;
        this.rows = rows;
        this.position = position;
        this.again = again;
        this.used =
                MoveSettings.accounts().stream()
                        .map(account -> ShardSet.of(account.shard()))
                        .reduce(ShardSet.none(), ShardSet::union);
    }

    /** The shards that are being built again. */
    ShardSet flagged() {
        return flagged;
    }

    /** How often a shard was found to show something else, so that a change can be told. */
    long flags() {
        return flags;
    }

    /** The view meets an opening. */
    void opened(HomeOpened opened, EntryAddress address) {
        if (!settings.losesSites()) {
            return;
        }
        for (var number : opened.shards().intersection(used).stream().boxed().toList()) {
            var shard = new ShardId(number);
            var known = openings.computeIfAbsent(shard, _ -> new ArrayList<>());
            var latest =
                    known.stream()
                            .map(ShardChain.Opening::epoch)
                            .max(Epoch::compareTo)
                            .orElse(Epoch.NONE);
            var broken = Continuity.broken(opened, latest, Optional.ofNullable(last.get(shard)));
            if (flagged.contains(shard)
                    || (broken.isPresent() && settings.holds(HealingRule.RESEEDS))) {
                flag(number);
            }
            known.add(
                    new ShardChain.Opening(
                            opened.epoch(),
                            opened.predecessor(),
                            address.stream(),
                            new TreeMap<>(opened.vector())));
        }
    }

    private void flag(int shard) {
        flags++;
        upTo.put(shard, DUE);
        flagged = flagged.union(ShardSet.of(new ShardId(shard)));
    }

    /** What of some entries goes into the view now: not what is built again. */
    Traffic shown(List<EffectiveEntry> effective) {
        var hidden = flagged;
        note(effective, hidden);
        var traffic = ModelView.traffic(effective);
        return hidden.isEmpty() ? traffic : traffic.only(shard -> !hidden.contains(shard));
    }

    private void note(List<EffectiveEntry> entries, ShardSet hidden) {
        for (var each : entries) {
            if (each.entry() instanceof ShardEntry entry && !hidden.contains(entry.shard())) {
                last.put(entry.shard(), each.address());
            }
        }
    }

    @Override
    public Progress progress() {
        var due = ShardSet.none();
        var replayed = new TreeMap<Long, ShardSet>();
        for (var each : upTo.entrySet()) {
            var shard = ShardSet.of(new ShardId(each.getKey()));
            if (each.getValue() == DUE) {
                due = due.union(shard);
            } else {
                replayed.merge(each.getValue(), shard, ShardSet::union);
            }
        }
        return new Progress(due, replayed);
    }

    @Override
    public void wipe(ShardSet shards) {
        rows.wipe(shards);
        last.keySet().removeIf(shards::contains);
        shards.stream().forEach(shard -> upTo.replace(shard, DUE, 0L));
    }

    @Override
    public Map<ShardId, ShardChain> chains() {
        var chains = new HashMap<ShardId, ShardChain>();
        openings.forEach((shard, known) -> chains.put(shard, ShardChain.of(known)));
        return chains;
    }

    @Override
    public Replayed replay(Replay part) {
        var standing = progress().replayed().getOrDefault(part.after(), ShardSet.none());
        if (position.getAsLong() < part.upTo() || !standing.containsAll(part.shards())) {
            return Replayed.STANDS_ELSEWHERE;
        }
        var traffic = ModelView.traffic(part.entries());
        var change = traffic.change(rows.held(traffic));
        rows.write(change);
        note(part.entries(), ShardSet.none());
        rows.awaitAgain(ModelView.traffic(part.crossing()).sent());
        again.accept(change);
        if (part.upTo() < position.getAsLong()) {
            part.shards().stream().forEach(shard -> upTo.put(shard, part.upTo()));
            return Replayed.IN;
        }
        part.shards().stream().forEach(upTo::remove);
        flagged = flagged.minus(part.shards());
        return Replayed.DONE;
    }
}
