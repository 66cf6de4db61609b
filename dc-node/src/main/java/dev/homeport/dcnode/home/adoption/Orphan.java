package dev.homeport.dcnode.home.adoption;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.ShardId;

/**
 * An entry that had effect at the home of its time, and that no later home has inherited. Immutable
 * and thread-safe.
 *
 * @param address where it stands
 * @param entry what it says
 */
public record Orphan(EntryAddress address, ShardEntry entry) implements OrphanAccount.Adoptable {

    /** What is to become of an orphan. */
    public enum Treatment {
        /** The home that came after states it again, under its id. */
        ADOPTED,
        /** It follows from other entries, and the home that came after derives it anew. */
        DERIVED_AGAIN
    }

    /** How a kind of fact is treated. */
    public static Treatment treatmentOf(Fact fact) {
        return switch (fact.stated()) {
            case Fact.AccountRegistered _, Fact.MessageSent _ -> Treatment.ADOPTED;
            // The message waits for its place again, or comes back with its own adoption.
            case Fact.MessageDelivered _ -> Treatment.DERIVED_AGAIN;
            case Fact.Adopted nested ->
                    throw new IllegalArgumentException("an adoption of an adoption: " + nested);
        };
    }

    @Override
    public DerivedId id() {
        return entry.id();
    }

    @Override
    public ShardId shard() {
        return entry.shard();
    }

    @Override
    public Treatment treatment() {
        return treatmentOf(entry.fact());
    }

    /** Where its fact stood first: of an adoption that is itself an orphan, what that adopts. */
    public EntryAddress original() {
        return entry.fact() instanceof Fact.Adopted adopted ? adopted.original() : address;
    }

    /**
     * What its adoption says.
     *
     * @throws IllegalArgumentException if it is not to be adopted
     */
    public Fact.Adopted adoption() {
        return entry.fact() instanceof Fact.Adopted adopted
                ? adopted
                : new Fact.Adopted(address, entry.epoch(), entry.fact());
    }
}
