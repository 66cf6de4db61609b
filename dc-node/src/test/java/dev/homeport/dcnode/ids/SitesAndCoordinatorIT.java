package dev.homeport.dcnode.ids;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.homeport.coordinator.allocation.AccountIds;
import dev.homeport.coordinator.allocation.AllocationSnapshot;
import dev.homeport.coordinator.allocation.ReservePolicy;
import dev.homeport.coordinator.allocation.SequencePermutation;
import dev.homeport.coordinator.handle.ClaimHash;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.Handle;
import dev.homeport.dcnode.entry.RequestId;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.TestCoordinators;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.home.TestAuthority;
import dev.homeport.dcnode.home.adapter.grpc.CallLimits;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.dcnode.ids.adapter.grpc.CoordinatorVoters;
import dev.homeport.dcnode.logic.account.Registration;
import dev.homeport.dcnode.logic.account.Registration.Result.Registered;
import dev.homeport.process.adapter.grpc.Channels;
import dev.homeport.process.adapter.grpc.ConnectionLimits;
import dev.homeport.process.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.ProcessIdentity;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.coordinator.CoordinatorServiceGrpc;
import dev.homeport.wire.coordinator.CoordinatorV0;
import dev.homeport.wire.lease.LeaseV0;
import dev.homeport.wire.lease.WitnessServiceGrpc;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two sites that register accounts with three real voters of the coordinator, over mutual TLS. The
 * sites' logs are in memory.
 */
@Timeout(180)
class SitesAndCoordinatorIT {

    private static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-0000000000ab");
    private static final int WITNESS = 21_712;
    private static final ReservePolicy POLICY = new ReservePolicy(10, 30, 10);
    private static final Handle ALICE = new Handle("alice");
    private static final HandleKeys KEYS = new HandleKeys(List.of(new ClaimHash(1, new byte[32])));

    @TempDir private Path folder;

    private final Random random = new Random(5);
    private final AccountIds ids =
            new AccountIds(new SequencePermutation(new byte[SequencePermutation.KEY_BYTES]));
    private final List<Server> witnesses = new ArrayList<>();
    private TestAuthority authority;
    private TestCoordinators coordinators;
    private final AtomicLong laterMillis = new AtomicLong();
    private Site shanghai;
    private Site canada;

    /** A site: its log stays while its node is replaced. */
    private final class Site implements AutoCloseable {
        final TestSite log;
        final TlsFiles tls;
        CoordinatorVoters voters;
        GrantedIds issuing;
        IdSupply supply;
        ClaimConfirmer confirmer;
        InheritedClaims inherited;
        Registration registration;

        Site(SiteLog own) throws Exception {
            log = new TestSite(own);
            tls = authority.issue(ProcessIdentity.of(FLEET, own.site(), "full", 1), "127.171.2.1");
            start();
        }

        void start() throws Exception {
            var site = log.queue().ownStream().site();
            var clocks = new SystemClocks();
            voters =
                    new CoordinatorVoters(
                            coordinators.voters(), site, FLEET, tls, CallLimits.USUAL);
            var coordinator = new Coordinator(voters.voters(), site, clocks, random);
            var confirmations = new Confirmations(log.format(), coordinator, KEYS);
            issuing = new GrantedIds(1, random.nextInt(1 << 30), ids, clocks);
            supply =
                    new IdSupply(
                            issuing,
                            log::numbers,
                            POLICY,
                            coordinator,
                            log.controlAppends(),
                            random);
            confirmer =
                    new ClaimConfirmer(
                            log.queue(),
                            log.queue()::advanceCursor,
                            log.controlAppends(),
                            log.format(),
                            confirmations,
                            clocks,
                            random);
            inherited =
                    new InheritedClaims(
                            log.queue(),
                            log.queue()::advanceCursor,
                            log.format(),
                            log::openHere,
                            confirmations,
                            () -> later(clocks.read()),
                            random);
            registration =
                    new Registration(
                            log, issuing, new ClaimedHandles(coordinator, KEYS), log.appender());
            supply.start();
            confirmer.start();
            inherited.start();
        }

        CompletableFuture<Registration.Result> register(String request, Handle handle) {
            return registration.register(new RequestId(request), handle).toCompletableFuture();
        }

        /** Asks again, as clients do, until it is settled. */
        Registration.Result settled(String request, Handle handle) {
            return await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(register(request, handle)), Site::isSettled);
        }

        private static boolean isSettled(Registration.Result result) {
            return result instanceof Registered
                    || (result instanceof Registration.Result.Refused(var refusal)
                            && refusal.code() == ErrorCode.CONFLICT);
        }

        void awaitIds() {
            await().atMost(Duration.ofSeconds(40)).until(() -> issuing.inHand() > 0);
        }

        @Override
        public void close() {
            inherited.close();
            confirmer.close();
            supply.close();
            voters.close();
        }
    }

    @BeforeEach
    void startAll() throws Exception {
        authority = new TestAuthority(folder.resolve("authority"));
        var marks = new TreeMap<SiteId, InetSocketAddress>();
        for (var site : List.of("shanghai", "hongkong", "canada")) {
            marks.put(new SiteId(site), startWitness(new SiteId(site)));
        }
        coordinators = new TestCoordinators(folder, "127.171.1.", FLEET, authority, marks);
        shanghai = new Site(Entries.SHANGHAI);
        canada = new Site(Entries.CANADA);
        shanghai.awaitIds();
        canada.awaitIds();
    }

    @AfterEach
    void stopAll() {
        shanghai.close();
        canada.close();
        coordinators.close();
        witnesses.forEach(Server::shutdownNow);
    }

    /** What a witness does with grant marks, and nothing else of it. */
    private InetSocketAddress startWitness(SiteId site) throws Exception {
        var host = "127.171.3." + (1 + witnesses.size());
        var mark = new AtomicLong();
        var service =
                new WitnessServiceGrpc.WitnessServiceImplBase() {
                    @Override
                    public void raiseGrantMark(
                            LeaseV0.GrantMarkRaise raise,
                            StreamObserver<LeaseV0.GrantMark> answers) {
                        answers.onNext(
                                LeaseV0.GrantMark.newBuilder()
                                        .setWitness(site.name())
                                        .setMark(mark.accumulateAndGet(raise.getMark(), Math::max))
                                        .build());
                        answers.onCompleted();
                    }
                };
        var tls = authority.issue(ProcessIdentity.of(FLEET, site, "log+witness", 3), host);
        var address = new InetSocketAddress(host, WITNESS);
        witnesses.add(
                Channels.listen(address, tls.server(), ConnectionLimits.SHORT_MESSAGES)
                        .addService(service)
                        .build()
                        .start());
        return address;
    }

    private ClockReading later(ClockReading now) {
        var nanos = TimeUnit.MILLISECONDS.toNanos(laterMillis.get());
        return new ClockReading(now.monotonicNanos() + nanos, now.wallMillis());
    }

    /** Brings Canada what Shanghai has written, as a link would. */
    private void mirrorToCanada() {
        var own = shanghai.log.queue().ownStream();
        for (var judged : shanghai.log.queue().entries()) {
            canada.log.queue().append(own, judged.entry().draft());
        }
    }

    private static Registration.Result get(CompletableFuture<Registration.Result> result)
            throws Exception {
        return result.get(30, TimeUnit.SECONDS);
    }

    private List<Fact> facts() {
        return Stream.concat(shanghai.log.facts().stream(), canada.log.facts().stream()).toList();
    }

    private static AccountId account(Registration.Result result) {
        return ((Registered) result).account();
    }

    private void assertOneHas(Handle handle, Registration.Result... results) throws Exception {
        var winners = Stream.of(results).filter(Registered.class::isInstance).toList();
        assertThat(winners).hasSize(1);
        var account = account(winners.getFirst());
        assertThat(facts()).containsExactly(new Fact.AccountRegistered(account, handle));
        await().atMost(Duration.ofSeconds(30)).until(() -> resolve(handle) == account.value());
    }

    /** Whom the coordinator says the handle belongs to; 0 for nobody. */
    private long resolve(Handle handle) throws Exception {
        var ask = CoordinatorV0.ResolveAsk.newBuilder();
        for (var key : KEYS.of(handle)) {
            ask.addKeys(
                    CoordinatorV0.ClaimKey.newBuilder()
                            .setVersion(key.version())
                            .setHash(ByteString.copyFrom(key.hash())));
        }
        var channel =
                Channels.dial(
                        requireNonNull(coordinators.voters().get(coordinators.leader())),
                        canada.tls.client(trusted -> trusted),
                        ConnectionLimits.SHORT_MESSAGES);
        try {
            return CoordinatorServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .resolve(ask.build())
                    .getResolved()
                    .getAccount();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void theSameHandleAtTwoSitesAtOnceIsRegisteredOnce() throws Exception {
        var one = shanghai.register("a", ALICE);
        var other = canada.register("b", ALICE);

        assertOneHas(ALICE, get(one), get(other));
    }

    @Test
    void theSameHandleIsRegisteredOnceAlsoWhenTheLeaderDiesInBetween() throws Exception {
        var leader = coordinators.leader();
        var one = shanghai.register("a", ALICE);
        coordinators.stop(leader);
        var other = canada.settled("b", ALICE);
        get(one);

        assertOneHas(ALICE, shanghai.settled("a", ALICE), other);
    }

    @Test
    void withoutACoordinatorNothingIsHalfDoneAndTheRequestMayComeAgain() throws Exception {
        coordinators.stopAll();

        var refused = get(shanghai.register("a", ALICE));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Registration.Result.Refused.class,
                        result -> {
                            assertThat(result.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(result.refusal().retryAfter()).isPositive();
                        });
        assertThat(facts()).isEmpty();

        coordinators.startAll();
        var registered = shanghai.settled("a", ALICE);
        assertOneHas(ALICE, registered);
        assertThat(account(shanghai.settled("a", ALICE))).isEqualTo(account(registered));
    }

    @Test
    void restartedNodesIssueNoIdTwiceAndNeitherDoTwoSites() throws Exception {
        var issued = new HashSet<AccountId>();
        for (var run = 0; run < 3; run++) {
            for (var site : List.of(shanghai, canada)) {
                for (var i = 0; i < 12; i++) {
                    var handle = new Handle("user." + run + "." + i + log(site));
                    assertThat(issued.add(account(site.settled("r", handle)))).isTrue();
                }
                site.close();
                site.start();
            }
        }
        assertThat(issued.stream().map(ids::sequenceOf).distinct()).hasSize(issued.size());
    }

    private static String log(Site site) {
        return "." + site.log.queue().ownStream().site();
    }

    @Test
    void whatALostSiteRegisteredAndDidNotConfirmResolvesAfterItsTakeover() throws Exception {
        // Given a registration that Shanghai acknowledges and is lost before it can confirm it
        shanghai.confirmer.close();
        var alice = account(shanghai.settled("a", ALICE));
        assertThat(resolve(ALICE)).isZero();
        canada.log.moveAway(ShardSet.all());
        mirrorToCanada();

        // It is Canada's affair once its shard has been at home there for some time
        laterMillis.addAndGet(ClaimsOwed.PATIENCE_MILLIS);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(6))
                .until(() -> resolve(ALICE) == 0);
        canada.log.moveAway(ShardSet.none());

        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    laterMillis.addAndGet(1_000);
                    return resolve(ALICE) == alice.value();
                });
    }

    @Test
    void aVoterThatIsNotTheOneThatWasMeantIsToldNothing() throws Exception {
        var swapped = new TreeMap<NodeName, InetSocketAddress>();
        var voters = coordinators.voters();
        swapped.put(NodeName.parse("canada/4"), voters.get(NodeName.parse("shanghai/4")));
        try (var dialled =
                new CoordinatorVoters(
                        swapped, Entries.CANADA.site(), FLEET, canada.tls, CallLimits.USUAL)) {
            var demand = AllocationSnapshot.empty(Entries.CANADA).demand(POLICY).orElseThrow();

            var answer =
                    dialled.voters()
                            .getFirst()
                            .grant(demand, Duration.ofSeconds(5))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            VoterAnswer.Unknown.class,
                            unknown ->
                                    assertThat(unknown.reason())
                                            .contains("is not the coordinator's voter canada/4"));
        }
    }
}
