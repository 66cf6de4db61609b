package dev.homeport.quorumqueue.adapter.ratis;

import static org.awaitility.Awaitility.await;

import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.StopReason;
import dev.homeport.quorumqueue.TestSite;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The replicas of a site's log, in this JVM. */
final class RatisGroup implements AutoCloseable {

    private final TestSite site;
    private final long capBytes;
    private final Map<Integer, RatisQueue> running = new TreeMap<>();
    private final Map<Integer, StopReason> stopped = new ConcurrentHashMap<>();

    RatisGroup(TestSite site) {
        this(site, ReplicaSettings.DEFAULT_CAP_BYTES);
    }

    RatisGroup(TestSite site, long capBytes) {
        this.site = site;
        this.capBytes = capBytes;
    }

    TestSite site() {
        return site;
    }

    RatisGroup startAll() throws StartException {
        for (var node : site.identities().keySet()) {
            start(node);
        }
        return this;
    }

    void start(int node) throws StartException {
        start(node, new IdJudge());
    }

    void start(int node, IdJudge judge) throws StartException {
        start(site.settings(node, capBytes), judge);
    }

    void start(ReplicaSettings settings, IdJudge judge) throws StartException {
        var node = settings.node();
        running.put(
                node, RatisQueue.start(settings, judge, (reason, _) -> stopped.put(node, reason)));
    }

    void stop(int node) {
        var queue = running.remove(node);
        if (queue != null) {
            queue.close();
        }
    }

    RatisQueue node(int node) {
        var queue = running.get(node);
        if (queue == null) {
            throw new IllegalStateException("node " + node + " does not run");
        }
        return queue;
    }

    Optional<StopReason> stopReason(int node) {
        return Optional.ofNullable(stopped.get(node));
    }

    RatisQueue leader() {
        return await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(this::leaderIfAny, Optional::isPresent)
                .orElseThrow();
    }

    private Optional<RatisQueue> leaderIfAny() {
        return running.values().stream().filter(queue -> queue.leadership().leading()).findFirst();
    }

    void awaitPosition(int node, long position) {
        QuorumQueue queue = node(node);
        await().atMost(Duration.ofSeconds(20)).until(() -> queue.lastPosition() >= position);
    }

    @Override
    public void close() {
        running.values().forEach(RatisQueue::close);
        running.clear();
    }
}
