package dev.homeport.dcnode.keeper;

import dev.homeport.dcnode.home.agent.Holder;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A holder of a lease that only remembers what it was told. Thread-safe. */
final class HeardByHolder implements Holder {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile ShardSet leased = ShardSet.none();

    /** From here on it takes nothing in, or everything again. */
    void takesNothingIn(boolean nothing) {
        full = nothing;
    }

    /** From here on it holds the lease of these shards. */
    void holds(ShardSet shards) {
        leased = shards;
    }

    /** What it has heard since this was asked last. */
    List<String> news() {
        var news = List.copyOf(heard);
        heard.clear();
        return news;
    }

    private boolean take(String what) {
        return !full && heard.add(what);
    }

    @Override
    public boolean led() {
        return take("led");
    }

    @Override
    public boolean deposed() {
        return take("deposed");
    }

    @Override
    public boolean tableLearned(RoutingTable table) {
        return take("table " + table.version());
    }

    @Override
    public boolean logAdvanced(long closedThrough, LogMark end) {
        return take("closed through " + closedThrough + " at " + end.offset());
    }

    @Override
    public ShardSet held(RoutingTable table) {
        return leased;
    }
}
