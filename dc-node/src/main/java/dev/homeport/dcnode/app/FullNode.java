package dev.homeport.dcnode.app;

import dev.homeport.dcnode.access.adapter.jose.JoseTokenCheck;
import dev.homeport.dcnode.access.adapter.jose.TokenKeys;
import dev.homeport.dcnode.access.adapter.vertx.SocketLimits;
import dev.homeport.dcnode.adoption.Adoption;
import dev.homeport.dcnode.home.adapter.file.AdoptionJournal;
import dev.homeport.dcnode.home.adoption.AdopterStep;
import dev.homeport.dcnode.logic.account.AccountIds;
import dev.homeport.dcnode.logic.account.HandleClaims;
import dev.homeport.dcnode.storage.adapter.mysql.MysqlDatabase;
import dev.homeport.dcnode.view.AdoptionList;
import dev.homeport.dcnode.view.DigestStore.Digests;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.process.adapter.netty.DoorLimits;
import dev.homeport.process.app.Configuration;
import dev.homeport.quorumqueue.CursorResult;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.wireformat.adapter.journal.RecordJournal;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What faces users at a site, over the node that holds the log. Thread-safe; close once. */
final class FullNode implements AutoCloseable {

    private static final int MOST_CLIENTS = 20_000;

    /** Clients, and beside them those who ask for something and go. */
    private static final DoorLimits DOOR = new DoorLimits(MOST_CLIENTS + 4_000, 10_000);

    private static final String USUAL_DATABASE_USER = "homeport_applier";
    private static final long CURSOR_EVERY_MILLIS = 1_000;
    private static final long VERTX_CLOSE_SECONDS = 2;
    private static final Duration CURSOR_DEADLINE = Duration.ofSeconds(5);

    private final LogNode node;
    private final Vertx vertx;
    private final SiteNode site;
    private final RecordJournal<AdopterStep> adoptions;
    private final ScheduledExecutorService cursor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("view-cursor").daemon().factory());
    private volatile long cursorAt;

    FullNode(
            SiteConfig config,
            SiteRules rules,
            LogNode node,
            AccountIds ids,
            HandleClaims claims,
            Consumer<String> log)
            throws Configuration.InvalidException, IOException {
        this.node = node;
        var settings =
                new SiteNode.Settings(
                        config.store(),
                        database(config),
                        access(config),
                        MOST_CLIENTS,
                        SocketLimits.DEFAULT,
                        DOOR);
        var ground =
                new SiteNode.Ground(
                        node.queue(),
                        node.work()::append,
                        node.homes(),
                        ids,
                        claims,
                        new JoseTokenCheck(
                                config.fleet(),
                                config.values()
                                        .required("token.verification.keys", FullNode::tokenKeys),
                                InstantSource.system()),
                        InstantSource.system(),
                        new SharedChance());
        adoptions = AdoptionJournal.begin(config.store().resolve(AdoptionJournal.NAME), log);
        // Two event loops: a site's door does little between a socket and the log.
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
        site = new SiteNode(settings, ground, vertx);
        site.stateDigestsBy(node.controlAppends());
        site.adoptBy(node.work()::advanceCursor, rules.move(), adoptions);
        site.onHomesApplied(this::homesApplied);
        node.onHomesChanged(site::homesChanged);
        node.giveNotice(site::longestSlot);
        site.start();
        var _ =
                cursor.scheduleWithFixedDelay(
                        this::advanceCursor,
                        CURSOR_EVERY_MILLIS,
                        CURSOR_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private static Map<String, PublicKey> tokenKeys(String file) {
        return TokenKeys.read(Path.of(file));
    }

    private static MysqlDatabase.Settings database(SiteConfig config)
            throws Configuration.InvalidException, IOException {
        var folder = config.values().required("database.folder", Path::of);
        var user = config.values().optional("database.user").orElse(USUAL_DATABASE_USER);
        return new MysqlDatabase.Settings(
                config.values().required("database.url"),
                user,
                Files.readString(folder.resolve(user + ".password")).strip());
    }

    private static DoorSettings access(SiteConfig config) throws Configuration.InvalidException {
        var address = config.values().address("listen.access");
        return new DoorSettings(
                address.getHostString(),
                address.getPort(),
                Optional.of(
                        new DoorSettings.Certificate(
                                config.tls().certificate(), config.tls().privateKey())));
    }

    /** Whoever leads the log may be waiting for what the view has just applied. */
    private void homesApplied() {
        node.homesApplied();
        try {
            cursor.execute(this::advanceCursor);
        } catch (RejectedExecutionException e) {
            // The node is stopping, and the cursor stays where it is.
        }
    }

    /** Tells the log how far the view is, so that it keeps what the view still needs. */
    private void advanceCursor() {
        var position = site.view().position();
        if (position > cursorAt) {
            var _ =
                    node.work()
                            .advanceCursor(LogNode.VIEW_CURSOR, position, CURSOR_DEADLINE)
                            .thenAccept(result -> {
                                if (result instanceof CursorResult.Moved(var _, var at)) {
                                    cursorAt = at;
                                }
                            });
        }
    }

    ViewStatus view() {
        return site.view();
    }

    /** How adoption stands. */
    Adoption.Status adoption() {
        return site.adoption().orElseThrow();
    }

    /** What was adopted. */
    AdoptionList adopted() {
        return site.adopted();
    }

    /** What the view holds of some shards; blocks. */
    Digests digests(ShardSet shards) {
        return site.digests(shards);
    }

    Optional<String> notReady() {
        return site.notReady();
    }

    void register(MeterRegistry registry) {
        site.register(registry);
    }

    @Override
    public void close() {
        cursor.shutdownNow();
        site.close();
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(VERTX_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The log behind it is closed in any case; what is left ends with the process.
        }
        try {
            adoptions.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
