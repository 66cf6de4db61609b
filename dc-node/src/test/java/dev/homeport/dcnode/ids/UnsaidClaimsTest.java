package dev.homeport.dcnode.ids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Control.ClaimsSettled;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.ids.RegistrationMarks.Registered;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.SiteLog;
import org.junit.jupiter.api.Test;

class UnsaidClaimsTest {

    private static final SiteLog OWN = Entries.SHANGHAI;
    private static final long AFTER = UnsaidClaims.LEADER_AFTER_MILLIS;

    private final UnsaidClaims unsaid = new UnsaidClaims(0);

    private static Registered at(long offset) {
        return new Registered(offset, 10 * offset, new ShardId(5));
    }

    @Test
    void theLeaderSaysItOnceInAWhileAndOnlyWhatIsNew() {
        assertThat(unsaid.due(true, 9 * AFTER)).isEmpty();
        unsaid.settled(OWN, at(3), 9 * AFTER);
        assertThat(unsaid.due(true, 9 * AFTER)).containsExactly(new ClaimsSettled(1, 3));
        unsaid.said(OWN, 3, 9 * AFTER);
        unsaid.settled(OWN, at(4), 9 * AFTER);
        unsaid.settled(OWN, at(6), 9 * AFTER);

        assertThat(unsaid.due(true, 10 * AFTER - 1)).isEmpty();
        assertThat(unsaid.due(true, 10 * AFTER)).containsExactly(new ClaimsSettled(1, 6));
        unsaid.said(OWN, 6, 10 * AFTER);
        assertThat(unsaid.due(true, 99 * AFTER)).isEmpty();
    }

    @Test
    void aWordThatDoesNotComeIntoTheLogIsSaidAgain() {
        unsaid.settled(OWN, at(3), AFTER);
        assertThat(unsaid.due(true, AFTER)).hasSize(1);

        assertThat(unsaid.due(true, 2 * AFTER - 1)).isEmpty();
        assertThat(unsaid.due(true, 2 * AFTER)).containsExactly(new ClaimsSettled(1, 3));
    }

    @Test
    void othersLetTheLeaderSayIt() {
        unsaid.settled(OWN, at(3), 1);
        assertThat(unsaid.due(false, AFTER)).isEmpty();
        unsaid.said(OWN, 3, AFTER);
        unsaid.settled(OWN, at(4), AFTER);

        assertThat(unsaid.due(false, AFTER + UnsaidClaims.OTHERS_AFTER_MILLIS - 1)).isEmpty();
        assertThat(unsaid.due(false, AFTER + UnsaidClaims.OTHERS_AFTER_MILLIS)).hasSize(1);
    }

    @Test
    void anOlderLifeOfTheLogIsSpokenForToo() {
        var older = OWN;
        var newer = new SiteLog(OWN.site(), 2);
        unsaid.settled(older, at(3), 0);
        unsaid.settled(newer, at(1), 0);

        assertThat(unsaid.due(true, AFTER))
                .containsExactly(new ClaimsSettled(1, 3), new ClaimsSettled(2, 1));
    }

    @Test
    void theCursorStaysInFrontOfWhatIsNotSaid() {
        assertThat(unsaid.saidThrough(100)).isEqualTo(100);
        unsaid.settled(OWN, at(3), 0);
        unsaid.settled(OWN, at(5), 0);
        assertThat(unsaid.saidThrough(100)).isEqualTo(29);
        unsaid.said(OWN, 4, 0);
        assertThat(unsaid.saidThrough(100)).isEqualTo(49);
        unsaid.said(OWN, 5, 0);
        assertThat(unsaid.saidThrough(100)).isEqualTo(100);
    }
}
