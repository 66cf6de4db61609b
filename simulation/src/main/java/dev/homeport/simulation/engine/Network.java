package dev.homeport.simulation.engine;

import java.util.Arrays;

/**
 * The network between simulated places: delays, losses, duplicates, and cuts of one direction or
 * both. Messages overtake each other. One thread.
 */
public final class Network {

    private final World world;

    /** How many faults cut a direction at this moment. */
    private final int[][] cuts;

    private final long[][] baseMillis;
    private final double[][] loss;
    private final double duplication;
    private final double straggling;
    private long heals;

    /**
     * Makes a network whose quality is drawn at random.
     *
     * @param world where it is
     * @param places how many places it connects
     */
    public Network(World world, int places) {
        this.world = world;
        this.cuts = new int[places][places];
        this.baseMillis = new long[places][places];
        for (var from = 0; from < places; from++) {
            for (var to = 0; to < places; to++) {
                baseMillis[from][to] = from == to ? 1 : world.random().nextLong(10, 150);
            }
        }
        this.loss = new double[places][places];
        var usual = world.random().nextDouble(0.08);
        for (var row : loss) {
            Arrays.fill(row, usual);
        }
        if (world.chance(0.4)) {
            // One direction is sick all the time, so that somebody there knows less than the rest.
            loss[world.random().nextInt(places)][world.random().nextInt(places)] = 0.95;
        }
        this.duplication = world.random().nextDouble(0.05);
        this.straggling = world.random().nextDouble(0.02);
    }

    /**
     * Makes a direction lose messages all the time.
     *
     * @param share which part of them, 1 for all
     */
    public void lose(int from, int to, double share) {
        loss[from][to] = share;
    }

    /**
     * Changes how long messages of a direction usually take.
     *
     * @param millis about how long
     */
    public void slow(int from, int to, long millis) {
        world.record(from + " -> " + to + " takes about " + millis + " ms");
        baseMillis[from][to] = millis;
    }

    /** Sends a message: it may arrive late, twice, or never. */
    public void send(int from, int to, Runnable arrival) {
        if (world.chance(loss[from][to])) {
            return;
        }
        deliver(from, to, arrival);
        if (world.chance(duplication)) {
            deliver(from, to, arrival);
        }
    }

    private void deliver(int from, int to, Runnable arrival) {
        var base = baseMillis[from][to];
        var delay =
                world.chance(straggling)
                        ? world.between(base, 20_000)
                        : world.between(base / 2 + 1, base * 2 + 1);
        // A cut stops what is sent while it lasts; what left before it still arrives.
        if (cuts[from][to] == 0) {
            world.after(delay, arrival);
        }
    }

    /**
     * Cuts one direction.
     *
     * @return what mends this cut, and leaves others as they are
     */
    public Runnable cut(int from, int to) {
        world.record("cut " + from + " -> " + to);
        cuts[from][to]++;
        var since = heals;
        return () -> {
            if (heals == since) {
                world.record("mend " + from + " -> " + to);
                cuts[from][to]--;
            }
        };
    }

    /**
     * Cuts a place off from all others in both directions.
     *
     * @return what mends this isolation, and leaves other cuts as they are
     */
    public Runnable isolate(int place) {
        world.record("isolate " + place);
        count(place, 1);
        var since = heals;
        return () -> {
            if (heals == since) {
                world.record("join " + place);
                count(place, -1);
            }
        };
    }

    private void count(int place, int change) {
        for (var other = 0; other < cuts.length; other++) {
            if (other != place) {
                cuts[place][other] += change;
                cuts[other][place] += change;
            }
        }
    }

    /** Tells whether nothing is cut between two places, in either direction. */
    public boolean connects(int one, int other) {
        return cuts[one][other] == 0 && cuts[other][one] == 0;
    }

    /** Mends everything. */
    public void heal() {
        world.record("heal");
        heals++;
        for (var row : cuts) {
            Arrays.fill(row, 0);
        }
    }
}
