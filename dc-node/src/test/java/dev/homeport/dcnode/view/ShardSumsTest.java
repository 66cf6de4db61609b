package dev.homeport.dcnode.view;

import static dev.homeport.dcnode.fixture.Entries.ALICE;
import static dev.homeport.dcnode.fixture.Entries.BOB;
import static dev.homeport.dcnode.fixture.Entries.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.Epoch;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ShardSumsTest {

    private static final BigInteger GREATEST =
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    private static BigInteger text(String body) {
        return RowHashes.message(message(ALICE, "r"), Epoch.FIRST, ALICE, BOB, body, 2_000);
    }

    @Test
    void theOrderOfRowsDoesNotShowAndTheirKindDoes() {
        var one = text("one");
        var two = text("two");

        var sums = ShardSums.NONE.plusMessage(one).plusMessage(two);

        assertThat(ShardSums.NONE.plusMessage(two).plusMessage(one)).isEqualTo(sums);
        assertThat(ShardSums.NONE.plusMessage(one).plusInbox(two).brief())
                .isNotEqualTo(sums.brief());
        assertThat(ShardSums.NONE.plusAccount(one).plusAccount(two).brief())
                .isNotEqualTo(sums.brief());
    }

    @Test
    void sumsStayBelowTheirLimitAndReadBack() {
        var sums = ShardSums.NONE.plusAccount(GREATEST).plusAccount(BigInteger.TWO);

        assertThat(sums.accounts()).isEqualTo(BigInteger.ONE);
        for (var sum : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, GREATEST, text("x")}) {
            assertThat(ShardSums.bytes(sum)).hasSize(ShardSums.BYTES);
            assertThat(ShardSums.ofBytes(ShardSums.bytes(sum))).isEqualTo(sum);
        }
    }

    @Test
    void everyFieldOfARowShows() {
        var id = message(ALICE, "r");
        var key = SyncKey.parse("1.1");
        assertThat(
                        new BigInteger[] {
                            RowHashes.account(ALICE, Epoch.FIRST, "alice", 1),
                            RowHashes.account(BOB, Epoch.FIRST, "alice", 1),
                            RowHashes.account(ALICE, new Epoch(2), "alice", 1),
                            RowHashes.account(ALICE, Epoch.FIRST, "alicf", 1),
                            RowHashes.account(ALICE, Epoch.FIRST, "alice", 2),
                            RowHashes.message(id, Epoch.FIRST, ALICE, BOB, "t", 1),
                            RowHashes.message(message(ALICE, "s"), Epoch.FIRST, ALICE, BOB, "t", 1),
                            RowHashes.message(id, new Epoch(2), ALICE, BOB, "t", 1),
                            RowHashes.message(id, Epoch.FIRST, BOB, BOB, "t", 1),
                            RowHashes.message(id, Epoch.FIRST, ALICE, ALICE, "t", 1),
                            RowHashes.message(id, Epoch.FIRST, ALICE, BOB, "u", 1),
                            RowHashes.message(id, Epoch.FIRST, ALICE, BOB, "t", 2),
                            RowHashes.inbox(BOB, key, id),
                            RowHashes.inbox(ALICE, key, id),
                            RowHashes.inbox(BOB, SyncKey.parse("2.1"), id),
                            RowHashes.inbox(BOB, SyncKey.parse("1.2"), id),
                            RowHashes.inbox(BOB, key, message(ALICE, "s"))
                        })
                .doesNotHaveDuplicates();
    }

    /** Sites of different releases compare them: they are never to change. */
    @Test
    void theNumbersAreTheGoldenOnes() {
        var sums =
                ShardSums.NONE
                        .plusAccount(RowHashes.account(ALICE, Epoch.FIRST, "alice", 2_000))
                        .plusMessage(text("Grüße, 你好"))
                        .plusInbox(RowHashes.inbox(BOB, SyncKey.parse("1.1"), message(ALICE, "r")));

        assertThat(HexFormat.of().toHexDigits(sums.brief())).isEqualTo("453d41e6e0192856");
        assertThat(HexFormat.of().toHexDigits(ShardSums.NONE.brief()))
                .isEqualTo("1bc52180ac6452d4");
    }
}
