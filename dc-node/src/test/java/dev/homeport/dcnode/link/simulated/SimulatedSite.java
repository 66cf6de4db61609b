package dev.homeport.dcnode.link.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.link.serve.StreamTail;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorResult;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.StreamEnd;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A site: its log, and two nodes that serve it. */
final class SimulatedSite {

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    /** A node that serves the log. */
    static final class Node {

        private final NodeName name;
        private final NodeLog log;
        private final StreamTail tail = new StreamTail();
        private boolean alive = true;

        private Node(NodeName name, NodeLog log) {
            this.name = name;
            this.log = log;
        }

        NodeName name() {
            return name;
        }

        NodeLog log() {
            return log;
        }

        StreamTail tail() {
            return tail;
        }

        boolean isAlive() {
            return alive;
        }

        void setAlive(boolean live) {
            alive = live;
        }
    }

    private final SiteId id;
    private final World world;
    private final Ledger ledger;
    private final List<Node> nodes;
    private final Map<SiteLog, Long> checked = new HashMap<>();
    private InMemoryQueue log;
    private long checkedPosition;
    private boolean isForked;
    private Runnable grown = () -> {};

    SimulatedSite(SiteId id, World world, Ledger ledger) {
        this.id = id;
        this.world = world;
        this.ledger = ledger;
        this.log = newLog(1);
        this.nodes =
                List.of(
                        new Node(new NodeName(id, 1), new NodeLog(() -> log)),
                        new Node(new NodeName(id, 2), new NodeLog(() -> log)));
    }

    private InMemoryQueue newLog(long incarnation) {
        return LinkedLogs.of(new SiteLog(id, incarnation));
    }

    void onGrown(Runnable listener) {
        grown = listener;
    }

    SiteId id() {
        return id;
    }

    List<Node> nodes() {
        return nodes;
    }

    InMemoryQueue log() {
        return log;
    }

    long end(SiteLog stream) {
        var end = log.streams().get(stream);
        return end == null ? 0 : end.lastOffset();
    }

    /** Appends an entry of the site's own, as its users would. */
    void append(int bytes) {
        var draft = new Draft(1, 0, new EntryId(ledger.nextId()), payload(bytes));
        log.append(draft, Admission.ORDINARY, DEADLINE);
        look();
    }

    private Payload payload(int bytes) {
        var content = new byte[bytes];
        for (var i = 0; i < Math.min(8, bytes); i++) {
            content[i] = (byte) world.chance().nextInt();
        }
        return Payload.copyOf(content);
    }

    /** Checks what is new in the log, and lets those hear of it who wait for it. */
    void look() {
        var fresh = log.read(checkedPosition + 1, new ReadLimit(4_096, 1 << 24));
        for (var each : fresh) {
            var entry = each.entry();
            assertThat(entry.position()).isEqualTo(++checkedPosition);
            assertThat(entry.offset()).isEqualTo(checked.merge(entry.stream(), 1L, Long::sum));
            if (!entry.stream().equals(log.ownStream())) {
                ledger.check(entry);
            } else if (!isForked) {
                ledger.append(entry);
            }
            tell(entry);
        }
        if (!fresh.isEmpty()) {
            grown.run();
        }
    }

    private void tell(Entry entry) {
        var bytes = entry.payload().size();
        for (var node : nodes) {
            node.tail().grown(entry.stream(), entry.offset(), entry.offset(), bytes, world.nanos());
        }
    }

    /**
     * Comes back from a copy of its log that has not everything.
     *
     * @param incarnation of the log that it goes on with; when it is the same as before, what the
     *     site appends from now on is no part of the truth
     * @param kept how many entries of each stream the copy has
     */
    void comeBack(long incarnation, Map<SiteLog, Long> kept) {
        var old = log;
        isForked = old.ownStream().incarnation() == incarnation;
        log = newLog(incarnation);
        checked.clear();
        checkedPosition = 0;
        kept.forEach((stream, end) -> copy(old, stream, end));
        look();
    }

    private void copy(InMemoryQueue old, SiteLog stream, long end) {
        var offset = 1L;
        while (offset <= end) {
            var limit = new ReadLimit((int) Math.min(1_000, end + 1 - offset), 1 << 20);
            var batch = old.readStream(stream, offset, limit).toMirrorBatch().orElseThrow();
            if (stream.equals(log.ownStream())) {
                batch.drafts().forEach(each -> log.append(each, Admission.ORDINARY, DEADLINE));
            } else {
                assertThat(log.mirror(batch, DEADLINE).toCompletableFuture().join())
                        .isInstanceOf(MirrorResult.Mirrored.class);
            }
            offset = batch.lastOffset() + 1;
        }
    }

    Map<SiteLog, StreamEnd> streams() {
        return log.streams();
    }
}
