package dev.homeport.dcnode.ids;

import dev.homeport.coordinator.allocation.AccountIds;
import dev.homeport.coordinator.allocation.AllocationReply;
import dev.homeport.coordinator.allocation.NodeAsk;
import dev.homeport.coordinator.allocation.NodeSequences;
import dev.homeport.dcnode.home.agent.MachineClock;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Account ids from the blocks of numbers that this node took from its site's log. While none is in
 * hand callers wait a little for the next block. Thread-safe.
 */
public final class GrantedIds implements dev.homeport.dcnode.logic.account.AccountIds {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1_024;

    private final NodeSequences sequences;
    private final AccountIds ids;
    private final MachineClock clock;
    private CompletableFuture<Void> refilled = new CompletableFuture<>();
    private int waiting;
    private volatile Runnable onWanted = () -> {};

    /**
     * Makes the ids of one run of a node.
     *
     * @param node number of the node
     * @param boot which run this is, drawn by chance
     * @param ids makes ids of numbers
     * @param clock this machine's clock
     */
    public GrantedIds(int node, long boot, AccountIds ids, MachineClock clock) {
        this.sequences = new NodeSequences(node, boot);
        this.ids = ids;
        this.clock = clock;
    }

    /** Who is told, by any thread, that a block is wanted; must not block. */
    void onWanted(Runnable listener) {
        onWanted = listener;
    }

    /** The ask for a block that is to be answered now, if any. */
    synchronized Optional<NodeAsk> wanted() {
        return sequences.wanted();
    }

    /** How many ids are in hand. */
    public synchronized long inHand() {
        return sequences.left();
    }

    /** Takes a block; one that answers an older ask is left alone. */
    void accept(AllocationReply.Given given) {
        CompletableFuture<Void> due;
        synchronized (this) {
            if (!sequences.accept(given)) {
                return;
            }
            due = refilled;
            refilled = new CompletableFuture<>();
        }
        due.complete(null);
    }

    @Override
    public CompletionStage<Offer> next(ShardSet among) {
        return next(among, clock.read().monotonicNanos() + PATIENCE.toNanos());
    }

    private CompletionStage<Offer> next(ShardSet among, long endNanos) {
        Optional<AccountId> account;
        boolean wanted;
        CompletableFuture<Void> refill;
        synchronized (this) {
            account = take(among);
            wanted = sequences.wanted().isPresent();
            refill = refilled;
        }
        if (wanted) {
            onWanted.run();
        }
        if (account.isPresent()) {
            return CompletableFuture.completedFuture(new Offer.Offered(account.get()));
        }
        var leftNanos = endNanos - clock.read().monotonicNanos();
        return leftNanos > 0 && mayWait()
                ? refill.copy()
                        .completeOnTimeout(null, leftNanos, TimeUnit.NANOSECONDS)
                        .thenCompose(_ -> {
                            waitsNoMore();
                            return next(among, endNanos);
                        })
                : CompletableFuture.completedFuture(
                        new Offer.Unavailable(
                                "this node has no account ids in hand now; it waits for a grant"
                                        + " of the account id coordinator's",
                                RETRY));
    }

    private synchronized boolean mayWait() {
        if (waiting >= MOST_WAITING) {
            return false;
        }
        waiting++;
        return true;
    }

    private synchronized void waitsNoMore() {
        waiting--;
    }

    private Optional<AccountId> take(ShardSet among) {
        for (var number = sequences.take(); number.isPresent(); number = sequences.take()) {
            var account = ids.id(number.getAsLong(), among);
            if (account.isPresent()) {
                return account;
            }
        }
        return Optional.empty();
    }
}
