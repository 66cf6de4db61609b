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
    private final Map<SiteLog, Long> applied = new HashMap<>();
    private InMemoryQueue log;
    private long appliedPosition;
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

    /**
     * Appends an opening that inherits what the site's view has applied: some of the log, or all.
     */
    void open() {
        apply(world.between(appliedPosition, log.lastPosition()));
        open(Map.copyOf(applied));
    }

    /** Appends an opening with a vector. */
    void open(Map<SiteLog, Long> vector) {
        log.append(Openings.of(world.chance().nextLong(), vector), Admission.CONTROL, DEADLINE);
        look();
    }

    private void apply(long position) {
        var limit = new ReadLimit(4_096, 1 << 24);
        for (var each : log.read(appliedPosition + 1, limit)) {
            if (appliedPosition < position) {
                applied.put(each.entry().stream(), each.entry().offset());
                appliedPosition++;
            }
        }
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
                checkInherited(entry);
            } else if (!isForked) {
                ledger.append(entry);
            }
            tell(entry);
        }
        if (!fresh.isEmpty()) {
            grown.run();
        }
    }

    /**
     * An opening is behind everything that it inherits; but what the site lost of its own is lost.
     */
    private void checkInherited(Entry entry) {
        Openings.vector(entry.draft())
                .forEach((stream, offset) -> {
                    if (!stream.site().equals(id)) {
                        assertThat(checked.getOrDefault(stream, 0L))
                                .as("%s in front of %s at %s", stream, entry.address(), id)
                                .isGreaterThanOrEqualTo(offset);
                    }
                });
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
        applied.clear();
        appliedPosition = 0;
        for (var each : old.read(1, new ReadLimit(Integer.MAX_VALUE, Integer.MAX_VALUE))) {
            if (each.entry().offset() <= kept.getOrDefault(each.entry().stream(), 0L)) {
                copy(old, each.entry());
            }
        }
        look();
    }

    private void copy(InMemoryQueue old, Entry entry) {
        if (entry.stream().equals(log.ownStream())) {
            log.append(entry.draft(), Admission.ORDINARY, DEADLINE);
            return;
        }
        var batch = old.readStream(entry.stream(), entry.offset(), new ReadLimit(1, 1));
        assertThat(
                        log.mirror(batch.toMirrorBatch().orElseThrow(), DEADLINE)
                                .toCompletableFuture()
                                .join())
                .isInstanceOf(MirrorResult.Mirrored.class);
    }

    /** How many entries of each stream the first part of the log has. */
    Map<SiteLog, Long> endsUpTo(long position) {
        var ends = new HashMap<SiteLog, Long>();
        for (var each : log.read(1, new ReadLimit(Integer.MAX_VALUE, Integer.MAX_VALUE))) {
            if (each.entry().position() <= position) {
                ends.put(each.entry().stream(), each.entry().offset());
            }
        }
        return ends;
    }

    Map<SiteLog, StreamEnd> streams() {
        return log.streams();
    }
}
