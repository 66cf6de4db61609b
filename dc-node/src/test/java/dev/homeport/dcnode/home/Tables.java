package dev.homeport.dcnode.home;

import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tables and times that the tests of homes have in common. */
public final class Tables {

    public static final SiteId SHANGHAI = new SiteId("shanghai");
    public static final SiteId HONGKONG = new SiteId("hongkong");
    public static final SiteId CANADA = new SiteId("canada");

    /** Shards whose first home is shanghai, and one of them. */
    public static final ShardSet EAST = ShardSet.range(0, 2_048);

    public static final ShardId IN_EAST = new ShardId(7);

    /** Shards whose first home is canada, and one of them. */
    public static final ShardSet WEST = EAST.complement();

    public static final ShardId IN_WEST = new ShardId(4_000);

    public static final long TTL_MILLIS = 10_000;

    private Tables() {}

    public static RoutingTable first() {
        return of("0192f3a4-0000-7000-8000-000000000001");
    }

    public static RoutingTable ofAnotherFleet() {
        return of("0192f3a4-0000-7000-8000-000000000002");
    }

    private static RoutingTable of(String fleet) {
        return new RoutingTable(
                FleetId.parse(fleet),
                1,
                List.of(
                        new Allotment(EAST, Chain.first(SHANGHAI)),
                        new Allotment(WEST, Chain.first(CANADA))),
                Set.of(SHANGHAI, HONGKONG, CANADA),
                new LeasePolicy(
                        Map.of(SHANGHAI, TTL_MILLIS, HONGKONG, TTL_MILLIS, CANADA, TTL_MILLIS),
                        TTL_MILLIS),
                Map.of());
    }

    /** Both clocks so many milliseconds after the test began. */
    public static ClockReading at(long millis) {
        return new ClockReading(TimeUnit.MILLISECONDS.toNanos(millis), 1_700_000_000_000L + millis);
    }
}
