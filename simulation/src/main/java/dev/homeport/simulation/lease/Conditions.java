package dev.homeport.simulation.lease;

import dev.homeport.simulation.engine.Network;
import dev.homeport.simulation.engine.World;

/**
 * What surrounds a run from its beginning: drawn, or bent by its focus. Without a focus the draws
 * are the same ones in the same order as ever, so that recorded seeds stay what they are.
 */
final class Conditions {

    /** So near that a site which is cut off soon meets its ceiling. */
    private static final long SMALL_HEADROOM = 24;

    /** So far that a site which is cut off goes on to the very end of its lease. */
    private static final long LARGE_HEADROOM = 100_000;

    private static final double MOST_DRIFT = 0.0115;

    /** Whose machine it is. */
    enum Role {
        NODE,
        WITNESS
    }

    private final Focus focus;
    private final World world;

    Conditions(Focus focus, World world) {
        this.focus = focus;
        this.world = world;
    }

    int sites() {
        return focus != Focus.NONE || world.chance(0.8) ? 3 : 5;
    }

    /** How many entries past its floor a site may acknowledge under one grant. */
    long headroom() {
        return switch (focus) {
            case NONE, WITNESS_ROLLBACKS -> world.chance(0.4) ? SMALL_HEADROOM : LARGE_HEADROOM;
            case MISSED_ASKS -> SMALL_HEADROOM;
            case CLOCKS_AT_THE_BOUND,
                    DEPOSED_LEADERS,
                    STALLING_LOGS,
                    WITNESS_RESTARTS,
                    WITNESS_LOSSES,
                    SHRUNK_LEASES,
                    SECOND_LIVES ->
                    LARGE_HEADROOM;
        };
    }

    long firstTtlMillis() {
        return switch (focus) {
            case NONE -> world.random().nextLong(1_000, world.chance(0.3) ? 45_000 : 15_000);
            case CLOCKS_AT_THE_BOUND -> world.random().nextLong(40_000, 60_000);
            case DEPOSED_LEADERS, STALLING_LOGS -> world.random().nextLong(8_000, 20_000);
            case WITNESS_RESTARTS, WITNESS_ROLLBACKS, WITNESS_LOSSES, SHRUNK_LEASES ->
                    world.random().nextLong(12_000, 30_000);
            case SECOND_LIVES -> world.random().nextLong(6_000, 10_000);
            case MISSED_ASKS -> world.random().nextLong(3_000, 7_000);
        };
    }

    /** How far the monotonic clock of a machine is off. */
    double drift(Role role) {
        if (focus == Focus.CLOCKS_AT_THE_BOUND) {
            return role == Role.NODE ? -MOST_DRIFT : MOST_DRIFT;
        }
        var drift = world.random().nextDouble(-MOST_DRIFT, MOST_DRIFT);
        return world.chance(0.4) ? Math.copySign(MOST_DRIFT, drift) : drift;
    }

    /** Makes deaf whoever is deaf for the whole run. */
    void bend(Network network) {
        switch (focus) {
            case NONE, CLOCKS_AT_THE_BOUND, DEPOSED_LEADERS, STALLING_LOGS -> {}
            case WITNESS_RESTARTS, WITNESS_ROLLBACKS, WITNESS_LOSSES, SHRUNK_LEASES, SECOND_LIVES ->
                    network.lose(ForgottenGrants.HOLDER, ForgottenGrants.HEIR, 1);
            case MISSED_ASKS -> {
                network.lose(ForgottenGrants.HOLDER, ForgottenGrants.HEIR, 1);
                network.lose(ForgottenGrants.HOLDER, ForgottenGrants.HOLDER, 0.4);
            }
        }
    }

    /** A disk that stalls now and then. */
    long commitDelayNanos() {
        return focus == Focus.STALLING_LOGS
                ? world.chance(0.4) ? world.between(30, 5_000) : world.between(1, 30)
                : world.chance(0.05) ? world.between(30, 2_500) : world.between(1, 30);
    }

    /** How long after the commit a node sees what it has appended. */
    long observationDelayNanos() {
        return world.chance(focus == Focus.DEPOSED_LEADERS ? 0.5 : 0.1)
                ? world.between(30, 10_000)
                : world.between(0, 20);
    }

    /** How long a leader goes on that is none any more. */
    long deposalDelayNanos() {
        return focus == Focus.DEPOSED_LEADERS || world.chance(0.5)
                ? world.between(1, 300)
                : world.between(300, 30_000);
    }
}
