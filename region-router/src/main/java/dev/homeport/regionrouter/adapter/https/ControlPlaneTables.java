package dev.homeport.regionrouter.adapter.https;

import dev.homeport.regionrouter.adapter.file.KeptTable;
import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import dev.homeport.regionrouter.adapter.yaml.RoutingTableFile;
import dev.homeport.regionrouter.route.RefreshedTables;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.RoutingTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes the routing table from the control plane: one thread asks for it from time to time, another
 * one may wait there for a newer one. While that cannot be reached the table in hand stays, also
 * over a restart.
 */
public final class ControlPlaneTables implements RefreshedTables {

    private static final String PATH = "/v1/table";

    private final ControlDoors doors;
    private final FleetId fleet;
    private final KeptTable kept;
    private final Lock taking = new ReentrantLock();
    private Optional<String> tag = Optional.empty();
    private volatile @Nullable Heard heard;
    private volatile @Nullable String problem;

    private record Heard(String from, long nanos) {}

    /**
     * Makes a source; it asks nobody before the first refresh.
     *
     * @param doors who is asked
     * @param fleet whose tables are taken
     * @param kept the table in hand
     */
    public ControlPlaneTables(ControlDoors doors, FleetId fleet, KeptTable kept) {
        this.doors = doors;
        this.fleet = fleet;
        this.kept = kept;
        this.problem = kept.unusable().orElse(null);
    }

    @Override
    public Optional<RoutingTable> current() {
        return kept.current();
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Optional<Confirmation> confirmed() {
        var last = heard;
        return last == null
                ? Optional.empty()
                : Optional.of(
                        new Confirmation(
                                last.from(),
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.nanos())));
    }

    @Override
    public void refresh() {
        try {
            var answer = doors.get(PATH, tag);
            if (answer.body().isPresent()) {
                take(answer.by().toString(), answer.body().get());
            }
            tag = answer.tag();
            heard = new Heard(answer.by().toString(), System.nanoTime());
            problem = null;
        } catch (IOException e) {
            problem = "the control plane gives no routing table: " + e.getMessage();
        } catch (InvalidDocument e) {
            problem = "the routing table is refused: " + e.getMessage();
        }
    }

    /**
     * Waits at the control plane for a table above the one in hand, and takes it.
     *
     * @param waiting who is asked, with a state of its own: nobody else waits for its answers
     * @param atMost how long a replica may take
     * @throws IOException if nobody answered, or what was answered is refused
     */
    void await(ControlDoors waiting, Duration atMost) throws IOException {
        var inHand = current().map(RoutingTable::version).orElse(0L);
        var answer = waiting.get(PATH + "?after=" + inHand, Optional.empty(), atMost);
        if (answer.body().isPresent()) {
            take(answer.by().toString(), answer.body().get());
            if (current().map(RoutingTable::version).orElse(0L) <= inHand) {
                throw new IOException(answer.by() + " gave no table above version " + inHand);
            }
        }
    }

    private void take(String from, String text) throws IOException {
        var offered = RoutingTableFile.parse(from, text);
        if (!offered.fleet().equals(fleet)) {
            throw new IOException(
                    from + " has a table of fleet " + offered.fleet() + ", not of " + fleet);
        }
        Optional<String> refused;
        taking.lock();
        try {
            refused = kept.offer(offered, from, text);
        } finally {
            taking.unlock();
        }
        if (refused.isPresent()) {
            throw new IOException(refused.get());
        }
    }
}
