package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static dev.homeport.dcnode.fixture.Entries.message;
import static dev.homeport.dcnode.fixture.Entries.opened;
import static dev.homeport.dcnode.fixture.Entries.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact.MessageSent;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of what while Bob's home moves. The clock stands still: no sweep is ever due. */
class ViewApplierTest {

    private static final ShardSet BOBS = ShardSet.of(BOB.shard());

    private final TestSite site = new TestSite();
    private final Store store = new Store();
    private final Listener listener = new Listener();
    private final ViewApplier applier =
            new ViewApplier(
                    site.queue(),
                    site.format(),
                    store,
                    new Reseed(site.queue(), site.format(), new NothingToRebuild()),
                    site,
                    listener,
                    () -> TestSite.NOW,
                    new Random(1),
                    Executors.defaultThreadFactory());

    /** A view of messages that are never delivered. */
    private static final class Store implements ViewStore {
        private final List<Undelivered> waiting = new ArrayList<>();
        private long position;
        private boolean anotherApplies;

        /** From now on another node of the site takes in what this one brings. */
        synchronized void anotherApplies(boolean does) {
            anotherApplies = does;
        }

        @Override
        public void prepare() {}

        @Override
        public synchronized long position() {
            return position;
        }

        @Override
        public synchronized Result apply(ViewBatch batch) {
            position = batch.upTo();
            var fresh = new ArrayList<Undelivered>();
            for (var each : batch.effective()) {
                if (each.entry() instanceof ShardEntry entry
                        && entry.fact() instanceof MessageSent fact) {
                    fresh.add(new Undelivered(entry.id(), fact.recipient(), each.address()));
                }
            }
            waiting.addAll(fresh);
            if (anotherApplies) {
                return new Result.StandsElsewhere(position);
            }
            return new Result.Applied(fresh, List.of(), batch.changesHomes(), List.of());
        }

        @Override
        public synchronized List<Undelivered> undelivered(ShardSet among, int limit) {
            return waiting.stream()
                    .filter(message -> among.contains(message.recipient().shard()))
                    .limit(limit)
                    .toList();
        }
    }

    private static final class NothingToRebuild implements ReseedStore {
        @Override
        public Progress progress() {
            return new Progress(ShardSet.none(), new TreeMap<>());
        }

        @Override
        public void wipe(ShardSet shards) {}

        @Override
        public Map<ShardId, ShardChain> chains() {
            return Map.of();
        }

        @Override
        public Replayed replay(Replay part) {
            return Replayed.STANDS_ELSEWHERE;
        }
    }

    private static final class Listener implements ViewListener {
        private final List<DerivedId> offered = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger changes = new AtomicInteger();
        private final AtomicInteger warnings = new AtomicInteger();

        @Override
        public void homesChanged() {
            changes.incrementAndGet();
        }

        @Override
        public void olderMayWait() {
            warnings.incrementAndGet();
        }

        @Override
        public void undelivered(List<Undelivered> messages) {
            messages.forEach(message -> offered.add(message.message()));
        }

        @Override
        public void stillUndelivered(List<Undelivered> messages) {
            undelivered(messages);
        }

        @Override
        public void arrived(List<Arrival> arrivals) {}

        List<DerivedId> inOrder() {
            synchronized (offered) {
                return List.copyOf(new LinkedHashSet<>(offered));
            }
        }
    }

    @AfterEach
    void close() {
        applier.close();
    }

    private void append(String request) {
        site.queue().append(SHANGHAI, site.format().encode(sent(ALICE, request, BOB, request)));
        awaitLevel();
    }

    private void awaitLevel() {
        await().until(() -> store.position() == site.queue().lastPosition());
    }

    @Test
    void whatWasSentEarlierIsOfferedFirstAfterAMove() {
        site.moveAway(BOBS);
        applier.start();
        append("a");
        // The log is ahead of the view: it has opened the shard, and the view does not show it yet.
        site.moveAway(ShardSet.none());
        append("b");
        append("c");
        var before = listener.changes.get();
        site.queue()
                .append(SHANGHAI, site.format().encode(opened(BOBS, 2, 1, Map.of(SHANGHAI, 4L))));
        awaitLevel();
        append("d");

        await().until(() -> listener.inOrder().size() == 4);
        assertThat(listener.inOrder())
                .containsExactly(
                        message(ALICE, "a"),
                        message(ALICE, "b"),
                        message(ALICE, "c"),
                        message(ALICE, "d"));
        assertThat(listener.changes).hasValue(before + 1);
    }

    @Test
    void whatAnotherNodeTookInIsOfferedBeforeWhatIsSentLater() {
        applier.start();
        append("a");
        store.anotherApplies(true);
        append("b");
        store.anotherApplies(false);
        append("c");

        await().until(() -> listener.inOrder().contains(message(ALICE, "c")));
        assertThat(listener.inOrder())
                .containsExactly(message(ALICE, "a"), message(ALICE, "b"), message(ALICE, "c"));
        assertThat(listener.warnings).as("before what was lined up meanwhile").hasValue(2);
    }

    @Test
    void whatWaitsIsOfferedAtOnceWhenHomesChange() {
        site.moveAway(BOBS);
        applier.start();
        append("a");
        site.moveAway(ShardSet.none());
        site.queue()
                .append(SHANGHAI, site.format().encode(opened(BOBS, 2, 1, Map.of(SHANGHAI, 2L))));

        await().until(() -> !listener.inOrder().isEmpty());
        assertThat(listener.inOrder()).containsExactly(message(ALICE, "a"));
    }
}
