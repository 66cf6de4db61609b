package dev.homeport.coordinator.allocation;

/**
 * A node's ask for a block of sequence numbers, the same in every retry. Immutable and thread-safe.
 *
 * @param node number of the node in its site, from 1
 * @param boot which run of the node asks: drawn by chance, so that not even a node whose disk was
 *     put back from a copy repeats an ask of another run
 * @param number number of the ask in that run, from 1
 */
public record NodeAsk(int node, long boot, long number) {

    /**
     * Makes an ask.
     *
     * @throws IllegalArgumentException if node or number is below 1 or boot negative
     */
    public NodeAsk {
        if (node < 1 || boot < 0 || number < 1) {
            throw new IllegalArgumentException(
                    "ask: node "
                            + node
                            + ", boot "
                            + boot
                            + ", number "
                            + number
                            + "; node and number are from 1, boot from 0");
        }
    }

    /** Whether it is an earlier one of the same run. */
    boolean isBefore(NodeAsk other) {
        return node == other.node && boot == other.boot && number < other.number;
    }
}
