package dev.homeport.vocabulary;

import java.util.List;
import java.util.stream.Stream;

/**
 * The assignments of a shard since the last opening that the control plane has confirmed, that one
 * included, oldest first. Whoever jumps over several table versions can walk it. The last link is
 * the current assignment. Immutable and thread-safe.
 *
 * @param links the assignments, in strictly ascending epochs, 1 to {@value #LONGEST} of them
 */
public record Chain(List<Assignment> links) {

    /** The most links that a chain may have; at that length further assignments are refused. */
    public static final int LONGEST = 8;

    /**
     * Makes a chain.
     *
     * @throws IllegalArgumentException if it is empty, too long, or its epochs do not ascend
     */
    public Chain {
        links = List.copyOf(links);
        if (links.isEmpty() || links.size() > LONGEST) {
            throw new IllegalArgumentException(
                    "chain: has " + links.size() + " links; a chain has 1 to " + LONGEST);
        }
        for (var i = 1; i < links.size(); i++) {
            if (!links.get(i).epoch().isAfter(links.get(i - 1).epoch())) {
                throw new IllegalArgumentException(
                        "chain: epoch "
                                + links.get(i).epoch()
                                + " does not come after epoch "
                                + links.get(i - 1).epoch());
            }
        }
    }

    /** The chain of a shard that has just been given its first home. */
    public static Chain first(SiteId home) {
        return new Chain(List.of(Assignment.planned(Epoch.FIRST, home)));
    }

    /** The assignment in force. */
    public Assignment current() {
        return links.getLast();
    }

    /** The assignments before the current one, oldest first. */
    public List<Assignment> earlier() {
        return links.subList(0, links.size() - 1);
    }

    /** Tells whether some assignment after an epoch declares a site lost. */
    public boolean declaresLostAfter(SiteId site, Epoch epoch) {
        return links.stream().anyMatch(l -> l.epoch().isAfter(epoch) && l.lost().contains(site));
    }

    /**
     * This chain with one assignment more.
     *
     * @throws IllegalArgumentException if the chain is full or the epoch does not ascend
     */
    public Chain then(Assignment next) {
        return new Chain(Stream.concat(links.stream(), Stream.of(next)).toList());
    }

    /**
     * Tells whether this chain goes on from an older one: it holds all links that the older one
     * has, save those before an opening that was confirmed since, and then any new ones. The link
     * that it begins with is one of the older chain's.
     */
    public boolean continues(Chain older) {
        var from = older.links.indexOf(links.getFirst());
        if (from < 0) {
            return false;
        }
        var kept = older.links.subList(from, older.links.size());
        return links.size() >= kept.size() && links.subList(0, kept.size()).equals(kept);
    }

    /** This chain cut so that it begins with the given epoch, once that opening is confirmed. */
    public Chain since(Epoch opened) {
        return new Chain(links.stream().filter(l -> !l.epoch().isBefore(opened)).toList());
    }
}
