package dev.homeport.dcnode.entry;

import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardId;
import java.util.Optional;

/**
 * One entry of a site log as dc-node reads it. Immutable and thread-safe.
 *
 * <p>A <em>shard entry</em> changes the state of one shard and is effective only under that shard's
 * open epoch. A <em>control entry</em> says something about the site itself.
 */
public sealed interface SiteEntry {

    /** The latest wall clock that an entry may state: the year 9999, the end of SQL's calendar. */
    long MAX_MILLIS = 253_402_300_799_999L;

    /** Identity of the entry; the same request gives the same id. */
    DerivedId id();

    /** Wall clock of the home when it accepted the request, in milliseconds since 1970 UTC. */
    long acceptedAtMillis();

    /** Which kind of entry it is. */
    EntryType type();

    /**
     * An entry that changes the state of one shard.
     *
     * @param shard the shard
     * @param epoch the epoch at which its home believed itself open
     * @param id identity of the entry
     * @param cause the entry that made the home append this one
     * @param acceptedAtMillis wall clock of the home, milliseconds since 1970 UTC
     * @param fact what it says
     */
    record ShardEntry(
            ShardId shard,
            Epoch epoch,
            DerivedId id,
            Optional<EntryAddress> cause,
            long acceptedAtMillis,
            Fact fact)
            implements SiteEntry {

        /**
         * Makes a shard entry.
         *
         * @throws IllegalArgumentException if the epoch is none, the fact belongs to another shard,
         *     or the time is out of range
         */
        public ShardEntry {
            checkMillis(acceptedAtMillis);
            if (epoch.equals(Epoch.NONE)) {
                throw new IllegalArgumentException(
                        "epoch: a shard entry needs an epoch of 1 or more");
            }
            if (!fact.subject().shard().equals(shard)) {
                throw new IllegalArgumentException(
                        "shard: "
                                + shard
                                + " is not the shard of account "
                                + fact.subject()
                                + ", which is "
                                + fact.subject().shard());
            }
        }

        @Override
        public EntryType type() {
            return fact.type();
        }
    }

    /**
     * An entry about the site itself.
     *
     * @param id identity of the entry
     * @param acceptedAtMillis wall clock of the site, milliseconds since 1970 UTC
     * @param control what it says
     */
    record ControlEntry(DerivedId id, long acceptedAtMillis, Control control) implements SiteEntry {

        /**
         * Makes a control entry.
         *
         * @throws IllegalArgumentException if the time is out of range
         */
        public ControlEntry {
            checkMillis(acceptedAtMillis);
        }

        @Override
        public EntryType type() {
            return control.type();
        }
    }

    private static void checkMillis(long acceptedAtMillis) {
        if (acceptedAtMillis < 0 || acceptedAtMillis > MAX_MILLIS) {
            throw new IllegalArgumentException(
                    "acceptedAtMillis: "
                            + acceptedAtMillis
                            + " is outside the years 1970 to 9999; check the machine's clock");
        }
    }
}
