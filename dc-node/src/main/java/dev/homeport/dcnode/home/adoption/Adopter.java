package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ShardId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps account of the orphans in a site's log: which stand there unadopted, which of them this
 * site is to adopt now, and up to where in the log all is settled, so that whoever crashes begins
 * there again. Each site keeps the account of all orphans, and adopts those whose shard is open
 * with it; the others are settled when the adoption by their home arrives. One that is adopted
 * twice is a duplicate by its id.
 *
 * <p>Pure; for one thread at a time.
 */
public final class Adopter {

    /**
     * How many unsettled orphans are held at most; the search stops there until some are settled.
     */
    public static final int MOST_PENDING = 10_000;

    /** How many adoptions are under way at most, beside the load. */
    public static final int AT_ONCE = 32;

    private final MoveRules rules;
    private final Map<EntryAddress, Pending> pending = new LinkedHashMap<>();
    private final Set<ShardId> busy = new HashSet<>();
    private long searched;
    private long adopted;
    private long derivedAgain;

    private static final class Pending {
        final Orphan orphan;
        long from;
        boolean underWay;

        Pending(Orphan orphan, long from) {
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
     * @param rules which rules it keeps to
     */
    public Adopter(long settled, MoveRules rules) {
        this.rules = rules;
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
     * Takes in an orphan.
     *
     * @param from position of the entry by which it was found to be one: its own if it came too
     *     late, or that of the opening that does not inherit it
     */
    public void found(Orphan orphan, long from) {
        if (!rules.hold(MoveRule.ORPHANS_ARE_ADOPTED)) {
            return;
        }
        if (Orphan.treatmentOf(orphan.entry().fact()) == Orphan.Treatment.DERIVED_AGAIN) {
            derivedAgain++;
            return;
        }
        var known = pending.get(orphan.original());
        if (known == null) {
            pending.put(orphan.original(), new Pending(orphan, from));
        } else {
            known.from = Math.min(known.from, from);
        }
    }

    /** Takes in that an adoption had effect, or repeats what has. */
    public void settled(EntryAddress original) {
        var done = pending.remove(original);
        if (done != null) {
            adopted++;
            release(done);
        }
    }

    /**
     * The orphans to be adopted now, which are under way from here on: of each shard one after the
     * other, so that what one account said keeps its order.
     *
     * @param isOpen whether a shard is open at this site
     */
    public List<Orphan> due(Predicate<ShardId> isOpen) {
        var due = new ArrayList<Orphan>();
        var passedOver = new HashSet<ShardId>();
        for (var each : pending.values()) {
            if (busy.size() >= AT_ONCE) {
                break;
            }
            var shard = each.orphan.entry().shard();
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
     * @param taken whether it is in the log; then it is settled once the search meets it there
     */
    public void answered(EntryAddress original, boolean taken) {
        var each = pending.get(original);
        if (each != null && !taken) {
            release(each);
        }
    }

    private void release(Pending each) {
        if (each.underWay) {
            each.underWay = false;
            busy.remove(each.orphan.entry().shard());
        }
    }

    /** Up to which position all is settled. */
    public long settledThrough() {
        return pending.values().stream()
                .mapToLong(each -> each.from - 1)
                .reduce(searched, Math::min);
    }

    /** How it stands. */
    public Account account() {
        return new Account(searched, pending.size(), adopted, derivedAgain);
    }
}
