package dev.homeport.vocabulary;

/**
 * Name of a node in a fleet: its site and its number there, written {@code shanghai/4}. Immutable
 * and thread-safe; ordered by site, then by number.
 *
 * @param site the site
 * @param node number of the node in its site, from 1
 */
public record NodeName(SiteId site, int node) implements Comparable<NodeName> {

    /**
     * Makes a name.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public NodeName {
        if (node < 1) {
            throw new IllegalArgumentException(
                    "node: " + node + " of " + site + " is below 1; nodes are numbered from 1");
        }
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if the text has not the form {@code SITE/NODE}
     */
    public static NodeName parse(String text) {
        var slash = text.indexOf('/');
        try {
            if (slash > 0) {
                return new NodeName(
                        new SiteId(text.substring(0, slash)),
                        Integer.parseInt(text.substring(slash + 1)));
            }
        } catch (NumberFormatException _) {
            // The message below says what a name looks like.
        }
        throw new IllegalArgumentException(
                "node: " + Quoted.of(text) + " is not a node's name; use SITE/NODE");
    }

    @Override
    public int compareTo(NodeName other) {
        var bySite = site.compareTo(other.site);
        return bySite != 0 ? bySite : Integer.compare(node, other.node);
    }

    @Override
    public String toString() {
        return site + "/" + node;
    }
}
