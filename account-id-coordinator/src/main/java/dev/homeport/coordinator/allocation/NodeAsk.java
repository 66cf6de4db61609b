package dev.homeport.coordinator.allocation;

/**
 * A node's ask for a block of sequence numbers, the same in every retry. Immutable and thread-safe;
 * the asks of a node are ordered by boot, then by number.
 *
 * @param node number of the node in its site, from 1
 * @param boot number of the node's present run; higher for every later one
 * @param number number of the ask in that run, from 1
 */
public record NodeAsk(int node, long boot, long number) implements Comparable<NodeAsk> {

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

    @Override
    public int compareTo(NodeAsk other) {
        var byNode = Integer.compare(node, other.node);
        if (byNode != 0) {
            return byNode;
        }
        var byBoot = Long.compare(boot, other.boot);
        return byBoot != 0 ? byBoot : Long.compare(number, other.number);
    }
}
