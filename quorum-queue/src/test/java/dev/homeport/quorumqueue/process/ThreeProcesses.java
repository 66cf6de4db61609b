package dev.homeport.quorumqueue.process;

import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.TestSite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The three log nodes of a site, each in a process of its own. */
final class ThreeProcesses implements AutoCloseable {

    private final TestSite site;
    private final Map<Integer, ReplicaChild> children = new TreeMap<>();
    private final List<ReplicaChild> everStarted = new ArrayList<>();

    ThreeProcesses(TestSite site) {
        this.site = site;
    }

    ThreeProcesses startAll() throws IOException, InterruptedException {
        return startAll(List.of());
    }

    /** Starts all, by a command that runs another. */
    ThreeProcesses startAll(List<String> under) throws IOException, InterruptedException {
        for (var node : TestSite.NODES) {
            var child = ReplicaChild.start(site, node, "1,2", under);
            children.put(node, child);
            everStarted.add(child);
        }
        try {
            for (var child : children.values()) {
                child.awaitStart();
            }
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    ReplicaChild start(int node) throws IOException, InterruptedException {
        return start(node, "1,2");
    }

    ReplicaChild start(int node, String knownTypes) throws IOException, InterruptedException {
        return start(node, knownTypes, List.of());
    }

    ReplicaChild start(int node, String knownTypes, List<String> under)
            throws IOException, InterruptedException {
        var child = ReplicaChild.start(site, node, knownTypes, under);
        children.put(node, child);
        everStarted.add(child);
        return child.awaitStart();
    }

    ReplicaChild node(int node) {
        var child = children.get(node);
        if (child == null) {
            throw new IllegalStateException("node " + node + " was never started");
        }
        return child;
    }

    /** Number of the node that leads; awaits one among the given. */
    int leaderAmong(List<Integer> nodes) {
        return await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> leadingAmong(nodes), Optional::isPresent)
                .orElseThrow();
    }

    int leader() {
        return leaderAmong(TestSite.NODES);
    }

    private Optional<Integer> leadingAmong(List<Integer> nodes) {
        return nodes.stream().filter(node -> node(node).leads()).findFirst();
    }

    static List<Integer> others(int node) {
        return TestSite.NODES.stream().filter(other -> other != node).toList();
    }

    /** Lets every running node append; only one that leads is acknowledged anything. */
    void loadAll(String prefix) {
        alive().forEach(child -> child.ask("load " + prefix + child.pid() + "- 64 1024"));
    }

    void haltLoads() {
        alive().forEach(child -> child.ask("halt-load"));
    }

    /** Everything that was acknowledged by any process, dead ones included. */
    List<String> acknowledged() {
        return everStarted.stream().flatMap(child -> child.acknowledged().stream()).toList();
    }

    void awaitAcknowledged(int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged().size() >= count);
    }

    private List<ReplicaChild> alive() {
        return children.values().stream().filter(ReplicaChild::isAlive).toList();
    }

    void awaitEqualEnds() {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        children.values().stream()
                                        .filter(ReplicaChild::isAlive)
                                        .map(child -> child.ask("end"))
                                        .distinct()
                                        .count()
                                == 1);
    }

    @Override
    public void close() {
        everStarted.forEach(ReplicaChild::close);
    }
}
