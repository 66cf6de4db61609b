package dev.homeport.quorumqueue.store;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes carry the replicas of one log: those of a site's log, or, for a log of the whole
 * fleet such as the coordinator's, nodes of several sites. Its name stands in every store and in
 * the id of the consensus group, so that replicas of two logs never meet. Immutable and
 * thread-safe.
 *
 * @param name {@value #SITE_LOG} for a site's log; else what the log is for, in a form that could
 *     name a site, and also the role that a certificate must name
 * @param members every replica's number in the group with the node that carries it; in a site's log
 *     it is the node's own number
 */
public record LogGroup(String name, SortedMap<Integer, NodeName> members) {

    /** The name of every site's log. */
    public static final String SITE_LOG = "log";

    private static final Set<String> SITE_LOG_ROLES = Set.of("full", "log");

    /**
     * Makes a group.
     *
     * @throws IllegalArgumentException if the name has not the form, there is no member, a node is
     *     named twice, or a site's log has a member that is not one of its own
     */
    public LogGroup {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        if (members.isEmpty()
                || members.firstKey() < 1
                || Set.copyOf(members.values()).size() < members.size()) {
            throw new IllegalArgumentException(
                    "members: "
                            + members
                            + " of group "
                            + new SiteId(name)
                            + "; give one or more different nodes, numbered from 1");
        }
        if (name.equals(SITE_LOG)) {
            var site = members.firstEntry().getValue().site();
            members.forEach((number, node) -> {
                if (!node.equals(new NodeName(site, number))) {
                    throw new IllegalArgumentException(
                            "members: " + number + " of a site's log is " + node);
                }
            });
        }
    }

    /**
     * The log of a site.
     *
     * @param site the site
     * @param nodes the numbers of the nodes that carry a replica
     */
    public static LogGroup ofSite(SiteId site, Collection<Integer> nodes) {
        var members = new TreeMap<Integer, NodeName>();
        nodes.forEach(node -> members.put(node, new NodeName(site, node)));
        return new LogGroup(SITE_LOG, members);
    }

    /**
     * A log of the whole fleet. Its replicas are numbered in the order of the nodes' names, so that
     * each node works out the same numbers.
     *
     * @param name what it is for, such as {@code coordinator}
     * @param nodes the nodes that carry a replica
     * @throws IllegalArgumentException also if the name is that of sites' logs
     */
    public static LogGroup acrossSites(String name, Collection<NodeName> nodes) {
        if (name.equals(SITE_LOG)) {
            throw new IllegalArgumentException(
                    "name: \"" + name + "\" is for the logs of sites; use another");
        }
        var members = new TreeMap<Integer, NodeName>();
        new TreeSet<>(nodes).forEach(node -> members.put(members.size() + 1, node));
        return new LogGroup(name, members);
    }

    /** Whether this is a site's own log. */
    public boolean isSiteLog() {
        return name.equals(SITE_LOG);
    }

    /**
     * The stream of the log's own entries: a site's is named by the site, that of a log of the
     * fleet by the group.
     *
     * @param incarnation which life of the log
     */
    public SiteLog stream(long incarnation) {
        return new SiteLog(
                isSiteLog() ? members.firstEntry().getValue().site() : new SiteId(name),
                incarnation);
    }

    /** The number of a node's replica; empty when the node carries none. */
    public OptionalInt numberOf(NodeName node) {
        return members.entrySet().stream()
                .filter(member -> member.getValue().equals(node))
                .mapToInt(member -> member.getKey())
                .findFirst();
    }

    /** The node that carries a replica; empty when there is no such replica. */
    public Optional<NodeName> node(int number) {
        return Optional.ofNullable(members.get(number));
    }

    /**
     * The number of the replica that a process may speak for; empty when it is none of this log's.
     *
     * @param caller who the process is, of the right fleet
     */
    public OptionalInt numberOf(ProcessIdentity caller) {
        var roles = isSiteLog() ? SITE_LOG_ROLES : Set.of(name);
        return caller.site().isPresent() && caller.roles().stream().anyMatch(roles::contains)
                ? numberOf(new NodeName(caller.site().get(), caller.node()))
                : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return (isSiteLog() ? "log of " + members.firstEntry().getValue().site() : name)
                + " on "
                + members.values();
    }
}
