package dev.homeport.simulation.move;

import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What a run of the scenario of moves is about.
 *
 * @param seed the source of everything that is drawn
 * @param seconds simulated length of the run, without the peace at its end
 * @param course what homes change for
 * @param rules the rules of moving homes
 * @param leaseRules the rules of leases and openings
 * @param removed the rules of the control plane and of healing that do not hold
 */
public record MoveSettings(
        long seed,
        int seconds,
        Course course,
        MoveRules rules,
        LeaseRules leaseRules,
        Set<Enum<?>> removed) {

    private static final List<SiteId> SITES =
            List.of(new SiteId("shanghai"), new SiteId("hongkong"), new SiteId("canada"));

    private static final int[] SHARDS_IN_A_SITE = {7, 650, 1_300};

    /** Makes settings. */
    public MoveSettings {
        removed = Set.copyOf(removed);
    }

    /** A run with every rule. */
    public MoveSettings(long seed, int seconds, Course course) {
        this(seed, seconds, course, MoveRules.ALL, LeaseRules.ALL, Set.of());
    }

    boolean holds(ControlRule rule) {
        return !removed.contains(rule);
    }

    boolean holds(HealingRule rule) {
        return !removed.contains(rule);
    }

    /** Whether whole sites are lost in it. */
    boolean losesSites() {
        return course == Course.TAKEOVERS;
    }

    /**
     * Whether homes that leave as planned give notice: in every fifth run, which leaves their
     * course to those that are recorded because they broke once.
     */
    boolean givesNotice() {
        return seed % 5 == 2;
    }

    static FleetId fleet() {
        return new FleetId(new UUID(0x686f6d65L, 0x6d6f766573L));
    }

    static List<SiteId> sites() {
        return SITES;
    }

    /**
     * The accounts of the run, each in a shard of its own, and as many to begin with at each site.
     */
    static List<AccountId> accounts() {
        return IntStream.range(0, SITES.size())
                .boxed()
                .flatMap(site ->
                        IntStream.of(SHARDS_IN_A_SITE).mapToObj(shard -> account(site, shard)))
                .toList();
    }

    private static AccountId account(int site, int shard) {
        var first = new ShardId(ShardId.COUNT * site / SITES.size() + 1);
        return new AccountId((1L << ShardId.BITS) + first.value() + shard);
    }
}
