package dev.homeport.dcnode.logic.append;

import static dev.homeport.dcnode.fixture.TestSite.NOW;
import static dev.homeport.dcnode.fixture.TestSite.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.entry.Fact;
import dev.homeport.dcnode.entry.MessageText;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.ShardId;
import dev.homeport.vocabulary.ShardSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactAppenderTest {

    private static final Home NOT_OPEN = new Home.NotOpen("not opened yet");

    private final TestSite site = new TestSite();
    private final Deque<Home> seen = new ArrayDeque<>();

    /** Homes as they are seen, one look after the other. */
    private final Homes homes =
            new Homes() {
                @Override
                public Home homeOf(ShardId shard) {
                    return seen.removeFirst();
                }

                @Override
                public ShardSet openHere() {
                    return ShardSet.none();
                }
            };

    private AppendOutcome append(Home... looks) {
        seen.addAll(List.of(looks));
        var appender =
                new FactAppender(
                        homes, site.log(), site.format(), () -> NOW, Duration.ofSeconds(1));
        return now(
                appender.append(
                        Entries.message(Entries.ALICE, "r"),
                        Optional.empty(),
                        new Fact.MessageSent(
                                Entries.ALICE, Entries.BOB, new MessageText("hello"))));
    }

    private static void assertComesSoon(AppendOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AppendOutcome.Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(refused.refusal().retryAfter())
                                    .isEqualTo(Duration.ofMillis(100));
                        });
    }

    @Test
    void whoWritesWhileAHomeOpensIsToldToComeBackSoon() {
        assertComesSoon(append(NOT_OPEN));
    }

    @Test
    void soIsWhoWasOvertakenByTheClosingOfAHomeThatComesBack() {
        site.close();

        assertComesSoon(append(new Home.Here(Epoch.FIRST), NOT_OPEN));
    }
}
