package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.vocabulary.ShardId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An {@link Adopter} whose steps are recorded. That all is well, which is said of every entry of
 * the log, is recorded only in front of something else. For one thread at a time.
 */
public final class RecordedAdopter {

    private final Adopter adopter;
    private final Consumer<AdopterStep> journal;
    private long recorded;

    /**
     * Makes an account.
     *
     * @param settled up to which position all is settled
     * @param rules which rules it keeps to
     * @param journal where its steps are recorded
     */
    public RecordedAdopter(long settled, MoveRules rules, Consumer<AdopterStep> journal) {
        this.adopter = new Adopter(settled, rules);
        this.journal = journal;
        this.recorded = settled;
        journal.accept(new AdopterStep.Began(settled));
    }

    /** As {@link Adopter#searched}. */
    public long searched() {
        return adopter.searched();
    }

    /** As {@link Adopter#hasRoom}. */
    public boolean hasRoom() {
        return adopter.hasRoom();
    }

    /** As {@link Adopter#searchedThrough}. */
    public void searchedThrough(long position) {
        adopter.searchedThrough(position);
    }

    /** As {@link Adopter#found}. */
    public void found(Orphan orphan, long from) {
        adopter.found(orphan, from);
        record(new AdopterStep.Found(AdopterStep.Mark.of(orphan), from));
    }

    /** As {@link Adopter#lost}. */
    public void lost(Orphan orphan, long from) {
        adopter.lost(orphan, from);
        record(new AdopterStep.Cut(AdopterStep.Mark.of(orphan), from));
    }

    /** As {@link Adopter#pends}. */
    public boolean pends(DerivedId id) {
        return adopter.pends(id);
    }

    /** As {@link Adopter#settled}. */
    public boolean settled(DerivedId id) {
        var known = adopter.settled(id);
        record(new AdopterStep.Settled(id, known));
        return known;
    }

    /** As {@link Adopter#settledEarly}. */
    public void settledEarly(DerivedId id, long position) {
        adopter.settledEarly(id, position);
        record(new AdopterStep.SettledEarly(id, position));
    }

    /** As {@link Adopter#due}. */
    public List<Orphan> due(Predicate<ShardId> isOpen) {
        var open = new LinkedHashSet<ShardId>();
        var due =
                adopter.due(shard -> {
                    var is = isOpen.test(shard);
                    if (is) {
                        open.add(shard);
                    }
                    return is;
                });
        // What waits for a shard that is open elsewhere is asked about again and again.
        if (!due.isEmpty()) {
            record(new AdopterStep.Asked(open, due.stream().map(Orphan::id).toList()));
        }
        return due;
    }

    /** As {@link Adopter#answered}. */
    public void answered(DerivedId id, boolean taken) {
        adopter.answered(id, taken);
        record(new AdopterStep.Answered(id, taken, adopter.settledThrough()));
    }

    /** As {@link Adopter#settledThrough}. */
    public long settledThrough() {
        return adopter.settledThrough();
    }

    /** As {@link Adopter#account}. */
    public OrphanAccount.Account account() {
        return adopter.account();
    }

    private void record(AdopterStep step) {
        if (adopter.searched() > recorded) {
            recorded = adopter.searched();
            journal.accept(new AdopterStep.Searched(recorded));
        }
        journal.accept(step);
    }
}
