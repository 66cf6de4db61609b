package dev.homeport.local.wan;

import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of every direction of every link of a fleet. Immutable and thread-safe.
 *
 * @param settings one entry per ordered pair of sites
 */
public record WanProfile(Map<Direction, LinkSettings> settings) {

    /** The round trip between two sites of which nothing is known. */
    public static final long OTHER_ROUND_TRIP_MILLIS = 100;

    private static final Map<Set<String>, Long> ROUND_TRIP_MILLIS =
            Map.of(
                    Set.of("shanghai", "hongkong"), 35L,
                    Set.of("hongkong", "canada"), 200L,
                    Set.of("shanghai", "canada"), 220L);

    /** Makes a profile. */
    public WanProfile {
        settings = Map.copyOf(settings);
    }

    /**
     * Returns the usual profile: measured round trips between Shanghai, Hong Kong and Canada,
     * {@link #OTHER_ROUND_TRIP_MILLIS} between any others.
     */
    public static WanProfile usual(List<SiteId> sites) {
        var all = new TreeMap<Direction, LinkSettings>();
        for (var from : sites) {
            for (var to : sites) {
                if (!from.equals(to)) {
                    var pair = Set.of(from.name(), to.name());
                    var millis = ROUND_TRIP_MILLIS.getOrDefault(pair, OTHER_ROUND_TRIP_MILLIS);
                    all.put(new Direction(from, to), LinkSettings.ofRoundTripMillis(millis));
                }
            }
        }
        return new WanProfile(all);
    }

    /** Returns a profile that adds no latency; bytes pass the emulator all the same. */
    public static WanProfile immediate(List<SiteId> sites) {
        var all = new TreeMap<Direction, LinkSettings>();
        usual(sites).settings().keySet().forEach(each -> all.put(each, LinkSettings.IMMEDIATE));
        return new WanProfile(all);
    }
}
