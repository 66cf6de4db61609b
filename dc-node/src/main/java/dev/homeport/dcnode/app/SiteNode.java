package dev.homeport.dcnode.app;

import dev.homeport.dcnode.access.OnlineClients;
import dev.homeport.dcnode.access.TokenCheck;
import dev.homeport.dcnode.access.adapter.vertx.SiteDoor;
import dev.homeport.dcnode.access.adapter.vertx.SiteServices;
import dev.homeport.dcnode.access.adapter.vertx.SocketLimits;
import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.adoption.Adoption;
import dev.homeport.dcnode.home.adoption.AdopterStep;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.logic.account.AccountIds;
import dev.homeport.dcnode.logic.account.HandleClaims;
import dev.homeport.dcnode.logic.account.Registration;
import dev.homeport.dcnode.logic.append.AcknowledgingLog;
import dev.homeport.dcnode.logic.append.AwaitedOpenings;
import dev.homeport.dcnode.logic.append.ControlAppends;
import dev.homeport.dcnode.logic.append.Cursors;
import dev.homeport.dcnode.logic.append.FactAppender;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.dcnode.logic.message.Delivery;
import dev.homeport.dcnode.logic.message.Sending;
import dev.homeport.dcnode.logic.message.Undelivered;
import dev.homeport.dcnode.logic.message.ViewedRecipients;
import dev.homeport.dcnode.logic.sync.Syncing;
import dev.homeport.dcnode.storage.adapter.infinispan.AccountCache;
import dev.homeport.dcnode.storage.adapter.infinispan.KeyValueStore;
import dev.homeport.dcnode.storage.adapter.infinispan.LastConfirmed;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlAccountView;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlAdoptionList;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlDatabase;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlDigestStore;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlInboxView;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlReseedStore;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlViewStore;
import dev.homeport.dcnode.view.AdoptionList;
import dev.homeport.dcnode.view.Arrival;
import dev.homeport.dcnode.view.DigestKeeper;
import dev.homeport.dcnode.view.DigestStore;
import dev.homeport.dcnode.view.Reseed;
import dev.homeport.dcnode.view.ViewApplier;
import dev.homeport.dcnode.view.ViewListener;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.process.adapter.netty.DoorConnections;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.vocabulary.ShardSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A full node of a site without the processes around it: access, logic, views and stores over a log
 * that is handed in. A plain object, so that a whole fleet can run in one JVM. Start once, close
 * once.
 */
public final class SiteNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteNode.class);

    private static final Duration APPEND_DEADLINE = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    /** For all that may wait for the database, so that the log behind it is closed in any case. */
    private static final Duration STORES_CLOSE = Duration.ofSeconds(4);

    /**
     * What a node is told about itself.
     *
     * @param folder where it may keep files
     * @param database the site's database
     * @param access the door for clients and routers
     * @param maxClients how many WebSocket clients may be connected at a time
     * @param limits the bounds of each
     * @param door the bounds of all connections at the door
     */
    public record Settings(
            Path folder,
            MysqlDatabase.Settings database,
            DoorSettings access,
            int maxClients,
            SocketLimits limits,
            DoorLimits door) {}

    /**
     * What a node stands on.
     *
     * @param queue this node's part of the site log
     * @param log the log with the lease behind it
     * @param homes where the homes are
     * @param ids where account ids come from
     * @param claims where handles are claimed
     * @param tokens tells who asks
     * @param wallClock what entries state as the time
     * @param random for the jitter of waits
     */
    public record Ground(
            QuorumQueue queue,
            AcknowledgingLog log,
            Homes homes,
            AccountIds ids,
            HandleClaims claims,
            TokenCheck tokens,
            InstantSource wallClock,
            RandomGenerator random) {}

    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final MysqlDatabase database;
    private final KeyValueStore keyValues;
    private final AccountCache accounts;
    private final Reseed reseed;
    private final DigestStore digestStore;
    private final MysqlViewStore views;
    private final AdoptionList adopted;
    private final ViewApplier applier;
    private final AwaitedOpenings openings;
    private final Delivery delivery;
    private final OnlineClients online;
    private final SiteDoor door;
    private final DoorConnections connections;
    private final AccessServer access;
    private final QuorumQueue queue;
    private final Homes homes;
    private final AtomicBoolean homesChanged = new AtomicBoolean();
    private volatile Runnable homesApplied = () -> {};
    private final FactAppender appender;
    private final RandomGenerator random;
    private Optional<DigestKeeper> digests = Optional.empty();
    private Optional<Adoption> adoption = Optional.empty();
    private volatile boolean started;
    private volatile boolean stopping;

    /** Wires a node; nothing runs before {@link #start}. */
    public SiteNode(Settings settings, Ground ground, Vertx vertx) {
        queue = ground.queue();
        homes = ground.homes();
        database = MysqlDatabase.at(settings.database());
        keyValues = KeyValueStore.open(settings.folder().resolve("key-value"));
        var format = new ProtobufEntryFormat();
        random = ground.random();
        appender =
                new FactAppender(
                        ground.homes(), ground.log(), format, ground.wallClock(), APPEND_DEADLINE);
        openings = new AwaitedOpenings(ground.homes());
        delivery = new Delivery(ground.homes(), appender);
        online = new OnlineClients(settings.maxClients(), ground.random());
        reseed = new Reseed(queue, format, new MysqlReseedStore(database, queue.ownStream()));
        digestStore = new MysqlDigestStore(database, queue.ownStream());
        views = new MysqlViewStore(database, queue.ownStream());
        adopted = new MysqlAdoptionList(database);
        applier =
                new ViewApplier(
                        queue,
                        format,
                        views,
                        reseed,
                        ground.homes(),
                        new Fanout(),
                        ground.wallClock(),
                        ground.random(),
                        Thread.ofPlatform().name("view-applier").factory());
        accounts = new AccountCache(keyValues, new MysqlAccountView(database));
        var recipients =
                new ViewedRecipients(accounts, () -> applier.status().isCurrent(), readers);
        door =
                new SiteDoor(
                        new SiteServices(
                                ground.tokens(),
                                homes,
                                new Registration(
                                        ground.homes(), ground.ids(), ground.claims(), appender),
                                accounts,
                                new Sending(ground.homes(), recipients, appender, openings),
                                new Syncing(new MysqlInboxView(database)),
                                applier::status,
                                online,
                                new LastConfirmed(keyValues),
                                readers,
                                ground.wallClock()),
                        settings.limits());
        connections = new DoorConnections(settings.door());
        access = new AccessServer(vertx, settings.access(), door, connections);
    }

    private final class Fanout implements ViewListener {
        @Override
        public void homesChanged() {
            delivery.homesChanged();
            homesApplied();
        }

        @Override
        public void olderMayWait() {
            delivery.olderMayWait();
        }

        @Override
        public void undelivered(List<Undelivered> messages) {
            delivery.offer(messages);
        }

        @Override
        public void stillUndelivered(List<Undelivered> messages) {
            delivery.offerAgain(messages);
        }

        @Override
        public void arrived(List<Arrival> arrivals) {
            online.arrived(arrivals);
        }

        @Override
        public void flagged(ShardSet shards) {
            accounts.forget(shards);
        }

        @Override
        public void rebuilt(ShardSet shards) {
            accounts.forget(shards);
            online.lookAgain();
        }
    }

    /** Has the site's log say what its view held of shards that it opens; before {@link #start}. */
    void stateDigestsBy(ControlAppends appends) {
        var keeper = new DigestKeeper(digestStore, appends, reseed::wanted);
        digests = Optional.of(keeper);
        applier.onDigests(keeper::wake, keeper::differing);
    }

    /** Has adopted what no home has inherited and belongs here; before {@link #start}. */
    void adoptBy(Cursors cursors, MoveRules rules, Consumer<AdopterStep> journal) {
        adoption =
                Optional.of(
                        new Adoption(
                                queue,
                                cursors,
                                new ProtobufEntryFormat(),
                                homes,
                                appender,
                                rules,
                                journal,
                                random));
    }

    /** How adoption stands; empty if this node does not adopt. */
    Optional<Adoption.Status> adoption() {
        return adoption.map(Adoption::status).map(each -> each.withAdopted(views.adopted()));
    }

    /** What was adopted. */
    AdoptionList adopted() {
        return adopted;
    }

    /** What the view holds of some shards; blocks. */
    DigestStore.Digests digests(ShardSet shards) {
        return digestStore.digests(shards);
    }

    /** Has somebody told when the view has applied an opening or a closing; must not block. */
    void onHomesApplied(Runnable listener) {
        homesApplied = listener;
    }

    /** The view has applied an opening or a closing. Called by the view's thread. */
    void homesApplied() {
        homesApplied.run();
    }

    /** Homes have changed, by a newer table or in the log: clients hear of it. Never blocks. */
    void homesChanged() {
        if (homesChanged.compareAndSet(false, true)) {
            try {
                readers.execute(this::tellClients);
            } catch (RejectedExecutionException e) {
                // The node is stopping, which its clients hear too.
            }
        }
    }

    private void tellClients() {
        homesChanged.set(false);
        openings.homesChanged();
        online.homesChanged(homes);
    }

    /**
     * Starts the view and opens the doors.
     *
     * @throws IllegalStateException if a door cannot be opened; the message names its address
     */
    public void start() {
        applier.start();
        digests.ifPresent(DigestKeeper::start);
        adoption.ifPresent(Adoption::start);
        access.open();
        started = true;
    }

    /** Within which time all clients are asked to connect elsewhere whose homes leave now. */
    Duration longestSlot() {
        return online.longestSlot();
    }

    /** Adds its figures. */
    public void register(MeterRegistry registry) {
        NodeMetrics.register(registry, applier, delivery, online);
        connections.register(registry);
    }

    /** Why it has not finished starting. */
    public Optional<String> notStarted() {
        return started ? Optional.empty() : Optional.of("the node is starting");
    }

    /** Trouble because of which no client should be sent here now. */
    public Optional<String> notReady() {
        if (stopping) {
            return Optional.of("the node is stopping");
        }
        if (queue.leadership().leader().isEmpty()) {
            return Optional.of("the site's log has no leader");
        }
        return notStarted();
    }

    /** How the view stands to the log. */
    public ViewStatus view() {
        return applier.status();
    }

    /**
     * Stops within some seconds: clients are told to go elsewhere, requests under way finish. What
     * the view has not applied, because its database does not answer, it finds in the log again.
     */
    @Override
    public void close() {
        stopping = true;
        if (started) {
            door.drain();
            access.close(DRAIN);
        }
        var closing =
                Thread.ofPlatform().daemon().name("site-stores-close").start(this::closeStores);
        try {
            if (!closing.join(STORES_CLOSE)) {
                LOG.warn(
                        "The view has not ended within {}, because its database does not answer:"
                                + " going on without it",
                        STORES_CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeStores() {
        adoption.ifPresent(Adoption::close);
        digests.ifPresent(DigestKeeper::close);
        applier.close();
        readers.close();
        keyValues.close();
        database.close();
    }
}
