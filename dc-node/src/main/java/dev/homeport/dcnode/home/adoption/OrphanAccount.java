package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.vocabulary.ShardId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps account of the orphans in a site's log: which stand there unadopted, which of them this
 * site is to adopt now, and up to where in the log all is settled, so that whoever crashes begins
 * there again. Each site keeps the account of all orphans, and adopts those whose shard is open
 * with it; the others are settled when the adoption by their home arrives. An orphan is known by
 * the id of its entry: a repeat of it that is an orphan as well is settled with it, and one that is
 * adopted twice is a duplicate.
 *
 * <p>Pure; for one thread at a time.
 *
 * @param <O> what stands for an orphan
 */
public class OrphanAccount<O extends OrphanAccount.Adoptable> {

    /**
     * How many unsettled orphans are held at most; the search stops there until some are settled.
     */
    public static final int MOST_PENDING = 10_000;

    /** How many adoptions are under way at most, beside the load. */
    public static final int AT_ONCE = 32;

    /**
     * How many adoptions are remembered at most, for orphans that come behind them. One whose
     * adoption was forgotten is known by the judge, while its id is in the window of duplicates;
     * later it stays unsettled until this site is home of its shard.
     */
    public static final int MOST_REMEMBERED = 100_000;

    /** What is to be known of an orphan here. */
    public interface Adoptable {

        /** The id of its entry, and so of its adoption. */
        DerivedId id();

        /** The shard that it is of. */
        ShardId shard();

        /** What is to become of it. */
        Orphan.Treatment treatment();
    }

    private final Map<DerivedId, Pending<O>> pending = new LinkedHashMap<>();
    private final Map<DerivedId, Long> early = new LinkedHashMap<>();
    private final LinkedHashSet<DerivedId> done = new LinkedHashSet<>();
    private final Set<ShardId> busy = new HashSet<>();
    private long searched;
    private long adopted;
    private long derivedAgain;

    private static final class Pending<O> {
        final O orphan;
        long from;
        boolean underWay;

        Pending(O orphan, long from) {
            this.orphan = orphan;
            this.from = from;
        }
    }

    /**
     * How it stands.
     *
     * @param searched up to which position of the log orphans have been looked for
     * @param pending how many of them are known and not settled
     * @param adopted how many have been settled by an adoption since the search began
     * @param derivedAgain how many deliveries were left to be derived again since then
     */
    public record Account(long searched, int pending, long adopted, long derivedAgain) {

        /** Nothing has been searched yet. */
        public static final Account NONE = new Account(0, 0, 0, 0);

        /** The same with the number of adoptions that somebody else has counted. */
        public Account withAdopted(long adopted) {
            return new Account(searched, pending, adopted, derivedAgain);
        }
    }

    /**
     * Makes an account.
     *
     * @param settled up to which position all is settled
     */
    public OrphanAccount(long settled) {
        this.searched = settled;
    }

    /** Up to which position orphans have been looked for. */
    public long searched() {
        return searched;
    }

    /** Whether more may be looked for. */
    public boolean hasRoom() {
        return pending.size() < MOST_PENDING;
    }

    /** Takes in that everything up to a position has been looked at. */
    public void searchedThrough(long position) {
        searched = Math.max(searched, position);
    }

    /**
     * Takes in an orphan that never had effect here: it came behind an opening.
     *
     * @param from its position
     */
    public void found(O orphan, long from) {
        var id = orphan.id();
        if (early.remove(id) != null) {
            adopted++;
            remember(id);
        } else if (!done.contains(id)) {
            add(orphan, from);
        }
    }

    /**
     * Takes in an orphan that had effect here, until an opening that does not inherit it. It may be
     * an adoption itself, and then settles nothing any more.
     *
     * @param from position of the opening
     */
    public void lost(O orphan, long from) {
        early.remove(orphan.id());
        done.remove(orphan.id());
        add(orphan, from);
    }

    private void add(O orphan, long from) {
        if (orphan.treatment() == Orphan.Treatment.DERIVED_AGAIN) {
            derivedAgain++;
            return;
        }
        var id = orphan.id();
        var known = pending.get(id);
        if (known == null) {
            pending.put(id, new Pending<>(orphan, from));
        } else {
            known.from = Math.min(known.from, from);
        }
    }

    /** Whether an orphan is known by its id and not settled. */
    public boolean pends(DerivedId id) {
        return pending.containsKey(id);
    }

    /**
     * Takes in that an adoption had effect, or repeats what has; or that what the orphan says has
     * effect without one.
     *
     * @param id the adoption's, which is that of the entry that it adopts
     * @return whether the orphan was known
     */
    public boolean settled(DerivedId id) {
        var settled = pending.remove(id);
        if (settled != null) {
            adopted++;
            remember(id);
            release(settled);
        }
        return settled != null;
    }

    private void remember(DerivedId id) {
        if (done.size() >= MOST_REMEMBERED) {
            done.removeFirst();
        }
        done.add(id);
    }

    /**
     * Takes in that an adoption stands in front of what it adopts: the home had it from another
     * site.
     *
     * @param position where the adoption stands
     */
    public void settledEarly(DerivedId id, long position) {
        if (early.size() < MOST_REMEMBERED) {
            early.putIfAbsent(id, position);
        }
    }

    /**
     * The orphans to be adopted now, which are under way from here on: of each shard one after the
     * other, so that what one account said keeps its order.
     *
     * @param isOpen whether a shard is open at this site
     */
    public List<O> due(Predicate<ShardId> isOpen) {
        var due = new ArrayList<O>();
        var passedOver = new HashSet<ShardId>();
        for (var each : pending.values()) {
            if (busy.size() >= AT_ONCE) {
                break;
            }
            var shard = each.orphan.shard();
            if (each.underWay || busy.contains(shard) || passedOver.contains(shard)) {
                continue;
            }
            if (!isOpen.test(shard)) {
                passedOver.add(shard);
                continue;
            }
            each.underWay = true;
            busy.add(shard);
            due.add(each.orphan);
        }
        return due;
    }

    /**
     * Takes in what became of an adoption that was under way.
     *
     * @param id that of the entry that it adopts
     * @param taken whether it is in the log; then it is settled once the search meets it there
     */
    public void answered(DerivedId id, boolean taken) {
        var each = pending.get(id);
        if (each != null && !taken) {
            release(each);
        }
    }

    private void release(Pending<O> each) {
        if (each.underWay) {
            each.underWay = false;
            busy.remove(each.orphan.shard());
        }
    }

    /** Up to which position all is settled. */
    public long settledThrough() {
        var settled = searched;
        for (var each : pending.values()) {
            settled = Math.min(settled, each.from - 1);
        }
        // Whoever begins again meets these adoptions again before their orphans come.
        for (var at : early.values()) {
            settled = Math.min(settled, at - 1);
        }
        return settled;
    }

    /** How it stands. */
    public Account account() {
        return new Account(searched, pending.size(), adopted, derivedAgain);
    }
}
