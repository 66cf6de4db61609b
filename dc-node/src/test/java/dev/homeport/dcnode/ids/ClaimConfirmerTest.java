package dev.homeport.dcnode.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.homeport.coordinator.claim.OperationStamp;
import dev.homeport.coordinator.grant.GrantLedger;
import dev.homeport.coordinator.handle.ClaimHash;
import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.entry.UnreadableEntryException;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.home.adapter.os.SystemClocks;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Own and inherited claims over a log in memory and a coordinator of one voter. */
@Timeout(60)
class ClaimConfirmerTest {

    private static final long PATIENCE = ClaimsOwed.PATIENCE_MILLIS;
    private static final ShardSet ALICES = ShardSet.of(Entries.ALICE.shard());
    private static final ShardSet BOBS = ShardSet.of(Entries.BOB.shard());

    private final TestSite site = new TestSite();
    private final FakeVoter voter = new FakeVoter("shanghai/4", new GrantLedger());
    private final AtomicLong nowMillis = new AtomicLong();
    private Confirming confirming = new Confirming();

    /** One run of a node. */
    private final class Confirming {
        final Confirmations confirmations =
                new Confirmations(
                        site.format(),
                        new Coordinator(
                                List.of(voter),
                                Entries.SHANGHAI.site(),
                                new SystemClocks(),
                                new Random(1)),
                        new HandleKeys(List.of(new ClaimHash(1, new byte[32]))));
        final ClaimConfirmer own =
                new ClaimConfirmer(
                        site.queue(),
                        site.queue()::advanceCursor,
                        site.controlAppends(),
                        site.format(),
                        confirmations,
                        this::now,
                        new Random(2));
        final InheritedClaims inherited =
                new InheritedClaims(
                        site.queue(),
                        site.queue()::advanceCursor,
                        site.format(),
                        site::openHere,
                        confirmations,
                        this::now,
                        new Random(3));

        ClockReading now() {
            return new ClockReading(TimeUnit.MILLISECONDS.toNanos(nowMillis.get()), 0);
        }

        void start() {
            own.start();
            inherited.start();
        }

        void close() {
            inherited.close();
            own.close();
        }
    }

    @AfterEach
    void stop() {
        confirming.close();
    }

    private void write(SiteLog stream, SiteEntry entry) {
        site.queue().append(stream, site.format().encode(entry));
    }

    /** Canada's first offset is taken: the second entry has offset 2. */
    private void canadaOpens(ShardSet shards) {
        write(Entries.CANADA, Entries.opened(shards, 1));
    }

    private void canadaSays(long upTo) {
        write(
                Entries.CANADA,
                new ControlEntry(
                        DerivedId.ofControl(new byte[] {1}), 1_000, new ClaimsSettled(1, upTo)));
    }

    private List<AccountId> confirmed() {
        return voter.confirmed().stream().map(confirm -> confirm.account()).toList();
    }

    private List<ClaimsSettled> words() {
        return site.queue().entries().stream()
                .filter(judged -> judged.entry().stream().equals(Entries.SHANGHAI))
                .filter(judged -> judged.entry().type() == EntryType.CLAIMS_SETTLED.number())
                .map(judged -> {
                    try {
                        var entry = site.format().decode(judged.entry().draft());
                        return (ClaimsSettled) ((ControlEntry) entry).control();
                    } catch (UnreadableEntryException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private long cursor(String name) {
        return site.queue().cursors().getOrDefault(name, -1L);
    }

    private static org.awaitility.core.ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20));
    }

    /** Waits until these are confirmed, while the clock goes on. */
    private void awaitConfirmed(AccountId... accounts) {
        soon().until(() -> {
            nowMillis.addAndGet(1_000);
            return confirmed().equals(List.of(accounts));
        });
    }

    /** Long enough that the inherited ones are looked at twice. */
    private static org.awaitility.core.ConditionFactory forAWhile() {
        return await().during(Duration.ofMillis(2_500)).atMost(Duration.ofSeconds(20));
    }

    @Test
    void anOwnRegistrationIsConfirmedAndTheLogSaysSo() {
        write(Entries.SHANGHAI, Entries.registered(Entries.ALICE, "alice"));
        nowMillis.set(UnsaidClaims.LEADER_AFTER_MILLIS);
        voter.reachable(false);
        confirming.start();
        soon().until(() -> voter.asks() > 0);
        assertThat(words()).isEmpty();

        voter.reachable(true);
        nowMillis.addAndGet(UnsaidClaims.LEADER_AFTER_MILLIS);

        soon().until(() -> words().equals(List.of(new ClaimsSettled(1, 2))));
        assertThat(confirmed()).containsExactly(Entries.ALICE);
        assertThat(confirming.own.trouble()).isEmpty();
        soon().until(() -> cursor(ClaimConfirmer.CURSOR) == 3);
    }

    @Test
    void whatIsConfirmedAndNotSaidIsSaidAfterARestart() {
        site.queue().lead(false);
        write(Entries.SHANGHAI, Entries.registered(Entries.ALICE, "alice"));
        confirming.start();
        soon().until(() -> confirmed().size() == 1);
        soon().until(() -> cursor(ClaimConfirmer.CURSOR) == 1);

        confirming.close();
        site.queue().lead(true);
        confirming = new Confirming();
        confirming.start();
        soon().until(() -> confirmed().size() == 2);
        assertThat(voter.confirmed().getLast()).isEqualTo(voter.confirmed().getFirst());
        nowMillis.addAndGet(UnsaidClaims.LEADER_AFTER_MILLIS);

        soon().until(() -> words().equals(List.of(new ClaimsSettled(1, 2))));
        soon().until(() -> cursor(ClaimConfirmer.CURSOR) == 3);
    }

    @Test
    void aRegistrationOfALostSiteIsConfirmedByTheHeirAsThatSiteWouldHaveDone() {
        canadaOpens(ALICES);
        write(Entries.CANADA, Entries.registered(Entries.ALICE, "alice"));
        confirming.start();
        soon().until(() -> cursor(InheritedClaims.CURSOR) == 2);
        forAWhile().until(() -> confirmed().isEmpty());

        nowMillis.set(PATIENCE);

        awaitConfirmed(Entries.ALICE);
        assertThat(voter.confirmed().getFirst().stamp())
                .isEqualTo(new OperationStamp(Epoch.FIRST, 2, 1));
        nowMillis.addAndGet(PATIENCE);
        forAWhile().until(() -> confirmed().size() == 1);
    }

    @Test
    void itIsNotConfirmedHereWhenItsSiteSaysThatItIsSettled() {
        canadaOpens(ALICES.union(BOBS));
        write(Entries.CANADA, Entries.registered(Entries.ALICE, "alice"));
        write(Entries.CANADA, Entries.registered(Entries.BOB, "bob"));
        canadaSays(2);
        confirming.start();
        soon().until(() -> cursor(InheritedClaims.CURSOR) == 3);
        forAWhile().until(() -> confirmed().isEmpty());

        nowMillis.set(PATIENCE);

        awaitConfirmed(Entries.BOB);
        forAWhile().until(() -> confirmed().size() == 1);
    }

    @Test
    void itIsNotConfirmedHereWhileItsShardIsAtHomeElsewhere() {
        site.moveAway(BOBS);
        canadaOpens(ALICES.union(BOBS));
        write(Entries.CANADA, Entries.registered(Entries.BOB, "bob"));
        write(Entries.CANADA, Entries.registered(Entries.ALICE, "alice"));
        confirming.start();
        forAWhile().until(() -> confirmed().isEmpty());
        nowMillis.set(PATIENCE);
        awaitConfirmed(Entries.ALICE);
        forAWhile().until(() -> confirmed().size() == 1);

        site.moveAway(ShardSet.none());
        forAWhile().until(() -> confirmed().size() == 1);
        nowMillis.addAndGet(PATIENCE);

        awaitConfirmed(Entries.ALICE, Entries.BOB);
    }

    @Test
    void aRestartFindsWhatIsOwedAgainAndItHoldsBackNoOwnClaim() {
        site.moveAway(BOBS);
        canadaOpens(BOBS);
        write(Entries.CANADA, Entries.registered(Entries.BOB, "bob"));
        write(Entries.SHANGHAI, Entries.registered(Entries.ALICE, "alice"));
        confirming.start();
        nowMillis.set(UnsaidClaims.LEADER_AFTER_MILLIS);
        soon().until(() -> cursor(ClaimConfirmer.CURSOR) == 5);
        soon().until(() -> cursor(InheritedClaims.CURSOR) == 2);
        assertThat(confirmed()).containsExactly(Entries.ALICE);

        confirming.close();
        site.moveAway(ShardSet.none());
        confirming = new Confirming();
        confirming.start();

        awaitConfirmed(Entries.ALICE, Entries.BOB);
    }
}
