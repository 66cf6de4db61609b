package dev.homeport.dcnode.home.adoption;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.CANADA;
import static dev.homeport.dcnode.fixture.Entries.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.entry.SiteEntry.ShardEntry;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.home.move.MoveRule;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdopterTest {

    private final Adopter adopter = new Adopter(10, MoveRules.ALL);

    private static Orphan orphan(long offset, SiteEntry entry) {
        return new Orphan(new EntryAddress(SHANGHAI, offset), (ShardEntry) entry);
    }

    private static Orphan message(long offset, AccountId sender) {
        return orphan(offset, Entries.sent(sender, "m-" + offset, BOB, "text " + offset));
    }

    private static DerivedId id(long offset) {
        return message(offset, ALICE).entry().id();
    }

    private static EntryAddress at(long offset) {
        return new EntryAddress(SHANGHAI, offset);
    }

    @Test
    void whatOneShardSaidIsAdoptedOneAfterTheOther() {
        var first = message(1, ALICE);
        var second = message(2, ALICE);
        var others = message(3, BOB);
        List.of(first, second, others).forEach(each -> adopter.found(each, 20));

        assertThat(adopter.due(_ -> true)).containsExactly(first, others);
        assertThat(adopter.due(_ -> true)).isEmpty();
        adopter.answered(id(1), true);
        assertThat(adopter.due(_ -> true)).as("it may not yet stand in the log").isEmpty();
        adopter.settled(id(1));
        assertThat(adopter.due(_ -> true)).containsExactly(second);
    }

    @Test
    void oneThatWasDeclinedIsTheNextAgain() {
        var first = message(1, ALICE);
        adopter.found(first, 20);
        adopter.found(message(2, ALICE), 21);

        assertThat(adopter.due(_ -> true)).containsExactly(first);
        adopter.answered(id(1), false);
        assertThat(adopter.due(_ -> true)).containsExactly(first);
    }

    @Test
    void onlyWhatIsAtHomeHereIsAdoptedAndTheOthersAreWaitedFor() {
        adopter.found(message(1, ALICE), 20);
        adopter.found(message(2, BOB), 21);
        adopter.searchedThrough(30);

        var here = adopter.due(shard -> shard.equals(BOB.shard()));
        assertThat(here).extracting(Orphan::address).containsExactly(at(2));
        adopter.settled(message(2, BOB).entry().id());
        assertThat(adopter.settledThrough()).isEqualTo(19);
        adopter.settled(id(1));
        assertThat(adopter.settledThrough()).isEqualTo(30);
        assertThat(adopter.account()).isEqualTo(new OrphanAccount.Account(30, 0, 2, 0));
    }

    @Test
    void withoutTheRuleWhatIsFoundIsDropped() {
        var dropping = new Adopter(10, MoveRules.without(MoveRule.ORPHANS_ARE_ADOPTED));
        dropping.found(message(1, ALICE), 20);
        dropping.searchedThrough(30);

        assertThat(dropping.due(_ -> true)).isEmpty();
        assertThat(dropping.settledThrough()).isEqualTo(30);
        assertThat(dropping.account()).isEqualTo(new OrphanAccount.Account(30, 0, 0, 0));
    }

    @Test
    void deliveriesAreDerivedAgain() {
        var delivery = Entries.delivered(1, Entries.message(ALICE, "m"), BOB);
        adopter.found(orphan(1, delivery), 20);
        adopter.searchedThrough(30);

        assertThat(adopter.account()).isEqualTo(new OrphanAccount.Account(30, 0, 0, 1));
        assertThat(adopter.settledThrough()).isEqualTo(30);
    }

    @Test
    void anAdoptionThatIsLostItselfKeepsWhatItAdopts() {
        var first = message(1, ALICE);
        var lost =
                new Orphan(
                        new EntryAddress(CANADA, 7),
                        new ShardEntry(
                                ALICE.shard(),
                                new Epoch(2),
                                first.entry().id(),
                                Optional.of(first.address()),
                                first.entry().acceptedAtMillis(),
                                first.adoption()));
        adopter.found(lost, 40);
        adopter.found(first, 41);

        assertThat(adopter.account().pending()).isOne();
        var adoption = adopter.due(_ -> true).getFirst().adoption();
        assertThat(adoption).isEqualTo(new Fact.Adopted(at(1), Epoch.FIRST, first.entry().fact()));
    }

    @Test
    void nothingIsLookedForBeyondWhatCanBeHeld() {
        for (var i = 1; i <= Adopter.MOST_PENDING; i++) {
            assertThat(adopter.hasRoom()).isTrue();
            adopter.found(message(i, new AccountId(i)), 10 + i);
        }
        assertThat(adopter.hasRoom()).isFalse();
        assertThat(adopter.due(_ -> true)).hasSize(Adopter.AT_ONCE);
        adopter.settled(message(1, new AccountId(1)).entry().id());
        assertThat(adopter.hasRoom()).isTrue();
    }

    /** However declines, adoptions and the search interleave, each is adopted, in its order. */
    @Test
    void everyOrphanIsAdoptedOnceInTheOrderOfItsShard() {
        for (var seed = 0; seed < 200; seed++) {
            var chance = new Random(seed);
            var account = new Adopter(0, MoveRules.ALL);
            var stated = new ArrayList<Long>();
            var underWay = new ArrayList<Orphan>();
            var found = 0;
            while (found < 50 || account.account().pending() > 0) {
                if (found < 50 && chance.nextBoolean()) {
                    found++;
                    account.found(message(found, new AccountId(1 + chance.nextInt(4))), found);
                    account.searchedThrough(found);
                }
                underWay.addAll(account.due(_ -> chance.nextInt(4) > 0));
                if (!underWay.isEmpty()) {
                    var next = underWay.remove(chance.nextInt(underWay.size()));
                    var taken = chance.nextInt(3) > 0;
                    account.answered(next.entry().id(), taken);
                    if (taken) {
                        stated.add(next.address().offset());
                        account.settled(next.entry().id());
                    }
                }
                assertThat(account.settledThrough()).as("seed %d", seed).isLessThanOrEqualTo(found);
            }
            assertThat(stated).as("seed %d", seed).hasSize(50).doesNotHaveDuplicates();
            assertThat(account.settledThrough()).isEqualTo(50);
        }
    }
}
