package dev.homeport.drills.verdict;

import dev.homeport.drills.run.DrillOrder;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The demand that load goes on at the stated rate: whatever five seconds in a row that count are
 * looked at, the users of each site got nine tenths of it on average. One second alone says more
 * about a machine that stood still for a moment than about the service. Stateless.
 */
public final class RateDemand {

    /** Which part of the stated rate must be reached, in percent. */
    public static final int LEAST_PERCENT = 90;

    /** How many seconds in a row are looked at. */
    public static final int WINDOW_SECONDS = 5;

    private static final int SHOWN = 5;
    private static final long PERCENT = 100;

    private RateDemand() {}

    /** Why the demand is not met, if it is not. */
    static Optional<String> unmet(DrillOrder order, List<Bin> bins) {
        var bySite = new LinkedHashMap<SiteId, List<Bin>>();
        bins.forEach(bin -> bySite.computeIfAbsent(bin.site(), _ -> new ArrayList<>()).add(bin));
        var windows = new ArrayList<List<Bin>>();
        bySite.values().forEach(ofSite -> windows.addAll(windows(ofSite)));
        if (windows.isEmpty()) {
            return Optional.of(
                    "rate: no "
                            + WINDOW_SECONDS
                            + " seconds in a row were counted, so nothing was shown");
        }
        var low = windows.stream().filter(window -> isLow(window, order.rate())).toList();
        if (low.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "rate: in "
                        + low.size()
                        + " of "
                        + windows.size()
                        + " times "
                        + WINDOW_SECONDS
                        + " seconds the users of a site got less than "
                        + LEAST_PERCENT
                        + " % of "
                        + order.rate()
                        + " acknowledgements a second: "
                        + String.join(
                                ", ", low.stream().limit(SHOWN).map(RateDemand::words).toList()));
    }

    /** All runs of that many seconds that count. */
    private static List<List<Bin>> windows(List<Bin> ofSite) {
        var windows = new ArrayList<List<Bin>>();
        for (var from = 0; from + WINDOW_SECONDS <= ofSite.size(); from++) {
            var window = ofSite.subList(from, from + WINDOW_SECONDS);
            if (window.stream().allMatch(Bin::counts)) {
                windows.add(window);
            }
        }
        return windows;
    }

    private static long acknowledged(List<Bin> window) {
        return window.stream().mapToLong(Bin::acknowledged).sum();
    }

    private static boolean isLow(List<Bin> window, int rate) {
        return acknowledged(window) * PERCENT < (long) rate * LEAST_PERCENT * WINDOW_SECONDS;
    }

    private static String words(List<Bin> window) {
        return window.getFirst().site()
                + " "
                + acknowledged(window)
                + " from second "
                + window.getFirst().second();
    }
}
