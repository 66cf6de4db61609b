package dev.homeport.quorumqueue.adapter.ratis;

/**
 * The engine's clockwork, in milliseconds.
 *
 * @param electionMinMillis a follower without news of its leader stands for election after at least
 *     so long
 * @param electionMaxMillis and after at most so long
 * @param requestMillis how long a request between replicas may take
 */
public record Timing(int electionMinMillis, int electionMaxMillis, int requestMillis) {

    /**
     * Inside a site: bears a full garbage collection, and sixteen processes that share two cores.
     */
    public static final Timing SITE = new Timing(700, 1400, 2000);

    /** Between sites up to a quarter of a second apart: measured to elect no false leaders. */
    public static final Timing ACROSS_SITES = new Timing(800, 1400, 2000);

    /** Makes a clockwork. */
    public Timing {
        if (electionMinMillis < 50
                || electionMaxMillis <= electionMinMillis
                || requestMillis < electionMinMillis) {
            throw new IllegalArgumentException(
                    "timing: elections from "
                            + electionMinMillis
                            + " to "
                            + electionMaxMillis
                            + " ms with requests of "
                            + requestMillis
                            + " ms; use at least 50 ms, a greater maximum, and requests no"
                            + " shorter than the minimum");
        }
    }
}
