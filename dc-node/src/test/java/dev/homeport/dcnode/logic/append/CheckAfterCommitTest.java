package dev.homeport.dcnode.logic.append;

import static dev.homeport.dcnode.fixture.TestSite.now;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.TestSite;
import dev.homeport.dcnode.home.lease.LeaseRule;
import dev.homeport.dcnode.home.lease.LeaseRules;
import dev.homeport.vocabulary.Epoch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the check is for is seen where it is left out. */
class CheckAfterCommitTest {

    private final TestSite site = new TestSite();

    private LogReply appendWithoutLease(LeaseRules rules) {
        var log =
                new LeadingLog(
                        site.queue(),
                        (_, _, _) -> false,
                        Runnable::run,
                        () -> Duration.ofMillis(1),
                        rules);
        return now(
                log.append(
                        site.format().encode(Entries.sent(Entries.ALICE, "r", Entries.BOB, "hi")),
                        Entries.ALICE.shard(),
                        Epoch.FIRST,
                        Duration.ofSeconds(1)));
    }

    @Test
    void nothingIsAcknowledgedWithoutALease() {
        assertThat(appendWithoutLease(LeaseRules.ALL)).isInstanceOf(LogReply.Declined.class);
    }

    @Test
    void withoutTheCheckItIs() {
        assertThat(appendWithoutLease(LeaseRules.without(LeaseRule.CHECK_AFTER_COMMIT)))
                .isInstanceOf(LogReply.Taken.class);
    }
}
