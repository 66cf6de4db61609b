package dev.homeport.coordinator.allocation;

import dev.homeport.coordinator.IdRange;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The sequence numbers of one node in one of its runs: two blocks, of which the second is asked for
 * when half of the first is used. Blocks live in memory alone: a node that restarts loses at most
 * two and asks anew as another run, so nothing on its disk can make it use a number twice.
 *
 * <p>The caller sends {@link #wanted} to the site, again until it is answered, and hands every
 * answer to {@link #accept}; answers may come late, twice or in any order. Not thread-safe.
 */
public final class NodeSequences {

    private final int node;
    private final long boot;
    private @Nullable IdRange current;
    private @Nullable IdRange spare;
    private long next;
    private long asked = 1;
    private long acceptedUpTo;

    /**
     * A node's numbers at the beginning of a run: none.
     *
     * @param node number of the node in its site
     * @param boot which run this is, as {@link NodeAsk} says
     */
    public NodeSequences(int node, long boot) {
        this.node = node;
        this.boot = boot;
    }

    /** The next number, which nobody gets again; empty when there is none in hand yet. */
    public OptionalLong take() {
        if (current == null || next == current.hi()) {
            if (spare == null) {
                return OptionalLong.empty();
            }
            current = spare;
            spare = null;
            next = current.lo();
        }
        return OptionalLong.of(next++);
    }

    /** How many numbers are left in hand. */
    public long left() {
        var ofCurrent = current == null ? 0 : current.hi() - next;
        return ofCurrent + (spare == null ? 0 : spare.size());
    }

    /** The ask to be sent to the site now, if any. */
    public Optional<NodeAsk> wanted() {
        var halfUsed = current == null || 2 * (current.hi() - next) <= current.size();
        return spare == null && halfUsed
                ? Optional.of(new NodeAsk(node, boot, asked))
                : Optional.empty();
    }

    /**
     * Takes the site's answer.
     *
     * @return whether the block was taken; not when it answers another ask than the one under way
     */
    public boolean accept(AllocationReply.Given given) {
        if (!given.ask().equals(new NodeAsk(node, boot, asked))) {
            return false;
        }
        if (given.range().lo() < acceptedUpTo) {
            throw new IllegalStateException(
                    "block "
                            + given.range()
                            + " goes back below "
                            + acceptedUpTo
                            + ", up to which this node has had blocks");
        }
        asked++;
        acceptedUpTo = given.range().hi();
        spare = given.range();
        return true;
    }
}
