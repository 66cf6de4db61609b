package dev.homeport.cli.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.output.Document;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherUsersTest {

    private static final long BEGAN = 7_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private static Document bin(long t, String site, boolean counts) {
        return Document.of("site", site).and("t", t).and("counts", counts).build();
    }

    /** Three seconds that are judged everywhere, then two in which canada may rest. */
    private static Document.Builder report() {
        var bins = new ArrayList<Document>();
        for (var t = 0L; t < 5; t++) {
            bins.add(bin(t, "canada", t < 3));
            bins.add(bin(t, "shanghai", true));
        }
        return Document.of("site", "canada").and("perSecond", bins);
    }

    private static Told told(long account, String site, long second, long millis) {
        var answered = BEGAN + second * SECOND + SECOND / 2;
        return new Told(account, site, answered - millis * MILLI, answered);
    }

    @Test
    void theLastSecondsBeforeArePairedWithTheFirstOnesOfTheDisturbance() {
        var pairs =
                OtherUsers.pairs(
                        report().and("beganNanos", BEGAN).build(),
                        List.of(
                                told(1, "shanghai", 0, 1),
                                told(1, "shanghai", 1, 11),
                                told(1, "shanghai", 2, 12),
                                told(1, "shanghai", 2, 10),
                                told(1, "shanghai", 3, 13),
                                told(1, "shanghai", 4, 14)));

        assertThat(pairs).containsExactly(new OtherUsers.Pair(11, 13), new OtherUsers.Pair(12, 14));
    }

    @Test
    void usersWhoMoveAreNotAmongThem() {
        var pairs =
                OtherUsers.pairs(
                        report().and("beganNanos", BEGAN).build(),
                        List.of(
                                told(1, "shanghai", 2, 12),
                                told(2, "canada", 2, 900),
                                told(1, "shanghai", 4, 14),
                                told(2, "shanghai", 4, 900)));

        assertThat(pairs).containsExactly(new OtherUsers.Pair(12, 14));
    }

    @Test
    void aReportThatDoesNotSayWhenItBeganHasNone() {
        assertThat(OtherUsers.pairs(report().build(), List.of(told(1, "shanghai", 2, 12))))
                .isEmpty();
    }
}
