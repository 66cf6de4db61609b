package dev.homeport.regionrouter.route;

/** Hears of every answer, to count it. Implementations are thread-safe and do not block. */
@FunctionalInterface
public interface RouteListener {

    /**
     * An answer was given.
     *
     * @param kind what was asked for: {@code ip}, {@code account}, {@code handle} or {@code caller}
     * @param answer the answer
     */
    void answered(String kind, RouteAnswer answer);
}
