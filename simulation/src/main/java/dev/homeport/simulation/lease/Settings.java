package dev.homeport.simulation.lease;

import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What a run of the lease scenario is about.
 *
 * @param seed the source of everything that is drawn
 * @param seconds simulated length of the run
 * @param rules the rules of the protocol
 * @param focus what its troubles are bent towards
 */
public record Settings(long seed, int seconds, LeaseRules rules, Focus focus) {

    /** A run whose troubles are drawn. */
    public Settings(long seed, int seconds, LeaseRules rules) {
        this(seed, seconds, rules, Focus.NONE);
    }

    /** Into how many sets the shards are divided; the shards of a set always move together. */
    static final int GROUPS = 4;

    private static final List<String> NAMES =
            List.of("shanghai", "hongkong", "canada", "oregon", "dublin");

    static FleetId fleet() {
        return new FleetId(new UUID(0x686f6d65L, 0x706f7274L));
    }

    static List<SiteId> sites(int count) {
        return NAMES.stream().limit(count).map(SiteId::new).toList();
    }

    static ShardSet shards(int group) {
        var size = ShardId.COUNT / GROUPS;
        return ShardSet.range(group * size, (group + 1) * size);
    }

    /** The shard of a group that stands for all of them. */
    static ShardId shard(int group) {
        return new ShardId(group * (ShardId.COUNT / GROUPS));
    }

    static IntStream groups() {
        return IntStream.range(0, GROUPS);
    }
}
