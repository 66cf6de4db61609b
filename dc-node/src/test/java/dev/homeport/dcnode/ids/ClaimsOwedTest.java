package dev.homeport.dcnode.ids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.ids.RegistrationMarks.Registered;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimsOwedTest {

    private static final SiteLog CANADA = Entries.CANADA;
    private static final long PATIENCE = ClaimsOwed.PATIENCE_MILLIS;
    private static final ShardId FIVE = new ShardId(5);
    private static final ShardId NINE = new ShardId(9);
    private static final ShardSet FIVE_OPEN = ShardSet.of(FIVE);

    private final ClaimsOwed owed = new ClaimsOwed();

    private static Registered at(long offset, ShardId shard) {
        return new Registered(offset, 10 * offset, shard);
    }

    private Optional<Long> firstDue(ShardSet open, long nowMillis) {
        return owed.due(open, nowMillis).map(due -> due.mark().first());
    }

    @Test
    void itIsDueOnceItAndItsShardHaveBeenHereForSomeTime() {
        owed.registered(CANADA, at(3, FIVE), 1_000);

        assertThat(firstDue(FIVE_OPEN, 4_000)).isEmpty();
        assertThat(firstDue(FIVE_OPEN, 4_000 + PATIENCE - 1)).isEmpty();
        assertThat(firstDue(FIVE_OPEN, 4_000 + PATIENCE)).contains(3L);

        owed.registered(CANADA, at(4, FIVE), 4_000 + PATIENCE);
        owed.settled(CANADA, 3);
        assertThat(firstDue(FIVE_OPEN, 4_000 + 2 * PATIENCE - 1)).isEmpty();
        assertThat(firstDue(FIVE_OPEN, 4_000 + 2 * PATIENCE)).contains(4L);
    }

    @Test
    void whatItsSiteSaysIsSettledIsNotOwed() {
        owed.registered(CANADA, at(3, FIVE), 0);
        owed.registered(CANADA, at(7, FIVE), 0);
        owed.settled(CANADA, 6);
        assertThat(firstDue(FIVE_OPEN, 0)).isEmpty();
        assertThat(firstDue(FIVE_OPEN, PATIENCE)).contains(7L);
        assertThat(owed.settledThrough(100)).isEqualTo(69);

        owed.settled(CANADA, 9);
        owed.registered(CANADA, at(8, FIVE), 0);
        assertThat(firstDue(FIVE_OPEN, 2 * PATIENCE)).isEmpty();
        assertThat(owed.settledThrough(100)).isEqualTo(100);
    }

    @Test
    void anotherLifeOfTheLogIsAnotherStream() {
        owed.registered(CANADA, at(3, FIVE), 0);
        owed.settled(new SiteLog(CANADA.site(), 2), 9);
        owed.due(FIVE_OPEN, 0);

        assertThat(owed.due(FIVE_OPEN, PATIENCE).map(ClaimsOwed.Due::stream)).contains(CANADA);
    }

    @Test
    void aShardThatIsClosedInBetweenIsWaitedForAnew() {
        owed.registered(CANADA, at(3, FIVE), 0);
        owed.due(FIVE_OPEN, 0);
        assertThat(firstDue(ShardSet.none(), PATIENCE)).isEmpty();
        assertThat(firstDue(FIVE_OPEN, PATIENCE + 1)).isEmpty();
        assertThat(firstDue(FIVE_OPEN, 2 * PATIENCE)).isEmpty();

        assertThat(firstDue(FIVE_OPEN, 2 * PATIENCE + 1)).contains(3L);
    }

    @Test
    void whatIsAtHomeElsewhereStaysOwedAndIsNotAskedForAgain() {
        owed.registered(CANADA, at(3, FIVE), 0);
        owed.registered(CANADA, at(4, NINE), 0);
        owed.due(FIVE_OPEN, 0);
        var due = owed.due(FIVE_OPEN, PATIENCE).orElseThrow();
        assertThat(due.concerns(at(3, FIVE))).isTrue();
        assertThat(due.concerns(at(4, NINE))).isFalse();

        owed.confirmed(due, 3, 31, List.of());

        assertThat(firstDue(FIVE_OPEN, 9 * PATIENCE)).isEmpty();
        assertThat(owed.settledThrough(100)).isEqualTo(39);
        owed.due(ShardSet.of(NINE), 9 * PATIENCE);
        assertThat(firstDue(ShardSet.of(NINE), 10 * PATIENCE)).contains(4L);
    }

    @Test
    void howeverManyAreOwedTheyAreFoundByFewMarks() {
        var marks = new RegistrationMarks();
        for (var offset = 1; offset <= 100_000; offset++) {
            marks.add(at(offset, offset % 2 == 0 ? FIVE : NINE), offset);
        }

        var all = marks.all();
        assertThat(all.size()).isLessThanOrEqualTo(RegistrationMarks.MOST);
        assertThat(all.getFirst().first()).isEqualTo(1);
        assertThat(all.getFirst().sinceMillis()).isEqualTo(1);
        assertThat(all.getLast().last()).isEqualTo(100_000);
        for (var i = 1; i < all.size(); i++) {
            assertThat(all.get(i).first()).isEqualTo(all.get(i - 1).last() + 1);
            assertThat(all.get(i).position()).isEqualTo(10 * all.get(i).first());
        }
        assertThat(all.getFirst().shards()).isEqualTo(ShardSet.of(FIVE).union(ShardSet.of(NINE)));
    }

    @Test
    void aLongMarkIsReadPieceByPiece() {
        var marks = new RegistrationMarks();
        for (var offset = 1; offset <= 2 * RegistrationMarks.MOST - 100; offset++) {
            marks.add(at(offset, FIVE), offset);
        }
        var mark = marks.all().getFirst();
        assertThat(mark.last()).isGreaterThan(2);

        marks.read(mark, 2, 21, List.of(at(2, NINE)));

        var left = marks.all();
        assertThat(left.get(0))
                .isEqualTo(new RegistrationMarks.Mark(2, 20, 2, ShardSet.of(NINE), 1));
        assertThat(left.get(1))
                .isEqualTo(new RegistrationMarks.Mark(3, 21, mark.last(), mark.shards(), 1));
        marks.settledThrough(3);
        assertThat(marks.first().orElseThrow().first()).isEqualTo(4);
    }
}
