package dev.homeport.dcnode.home.agent;

/**
 * Bounds of an agent. Immutable.
 *
 * @param tickMillis how often the machine is told that time has passed; each wait is drawn between
 *     three quarters of it and five quarters, so that agents started together do not stay in step
 * @param mostWaiting how many inputs may wait; further ones are refused
 */
public record AgentSettings(long tickMillis, int mostWaiting) {

    /** Ten ticks a second, and room for every holder and witness of a large fleet. */
    public static final AgentSettings USUAL = new AgentSettings(100, 1_024);

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if a bound is below 1
     */
    public AgentSettings {
        if (tickMillis < 1 || mostWaiting < 1) {
            throw new IllegalArgumentException(
                    "agent settings: tickMillis "
                            + tickMillis
                            + " and mostWaiting "
                            + mostWaiting
                            + " must be 1 or more");
        }
    }
}
