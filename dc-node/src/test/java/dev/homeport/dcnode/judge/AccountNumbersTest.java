package dev.homeport.dcnode.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.coordinator.IdRange;
import dev.homeport.coordinator.allocation.AllocationReply;
import dev.homeport.coordinator.allocation.NodeAsk;
import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.Control;
import dev.homeport.dcnode.entry.Control.BlockTaken;
import dev.homeport.dcnode.entry.Control.GrantReceived;
import dev.homeport.dcnode.entry.DerivedId;
import dev.homeport.dcnode.entry.SiteEntry.ControlEntry;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.vocabulary.ErrorCode;
import dev.homeport.vocabulary.SiteLog;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Grants and blocks as the judge of a site's log sees them. */
class AccountNumbersTest {

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge = new SiteJudge(format, Entries.SHANGHAI.site());
    private final MemoryQueue log = new MemoryQueue(Entries.SHANGHAI, judge);

    private Verdict append(SiteLog stream, Control control) {
        var entry = new ControlEntry(DerivedId.ofControl(new byte[0]), 1, control);
        return log.append(stream, format.encode(entry)).verdict();
    }

    private Verdict grant(SiteLog stream, String request, long low, long high) {
        return append(stream, new GrantReceived(DerivedId.ofGrant(request), low, high));
    }

    private Verdict take(int node, long boot, long number) {
        return append(Entries.SHANGHAI, new BlockTaken(node, boot, number, 10));
    }

    private Optional<IdRange> block(int node, long boot, long number) {
        return judge.numbers(Entries.SHANGHAI)
                .answerTo(new NodeAsk(node, boot, number))
                .map(AllocationReply.Given::range);
    }

    private static void assertRefused(Verdict verdict, ErrorCode code) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void nodesGetBlocksThatShareNoNumberAndARepeatGetsTheSame() {
        assertThat(grant(Entries.SHANGHAI, "a", 100, 200)).isEqualTo(Verdict.EFFECTIVE);

        take(1, 77, 1);
        assertThat(block(1, 77, 1)).contains(new IdRange(100, 110));
        take(2, 5, 1);
        assertThat(block(2, 5, 1)).contains(new IdRange(110, 120));
        take(1, 77, 1);
        assertThat(block(1, 77, 1)).contains(new IdRange(100, 110));
        take(1, 3, 1);
        assertThat(block(1, 3, 1)).as("another run").contains(new IdRange(120, 130));
        assertThat(judge.numbers(Entries.SHANGHAI).available()).isEqualTo(70);
    }

    @Test
    void blockWithoutAGrantIsRefused() {
        assertRefused(take(1, 77, 1), ErrorCode.UNAVAILABLE);
        assertThat(block(1, 77, 1)).isEmpty();
    }

    @Test
    void grantThatIsSaidAgainCountsOnce() {
        grant(Entries.SHANGHAI, "a", 100, 200);

        assertThat(grant(Entries.SHANGHAI, "a", 100, 200)).isEqualTo(Verdict.EFFECTIVE);
        assertThat(judge.numbers(Entries.SHANGHAI).available()).isEqualTo(100);
        assertThat(judge.numbers(Entries.SHANGHAI).alarms()).isEmpty();
    }

    @Test
    void grantThatOverlapsOneOfTheLogOrOfAMirrorIsRefused() {
        grant(Entries.CANADA, "c", 0, 50);
        grant(Entries.SHANGHAI, "a", 100, 200);

        assertRefused(grant(Entries.SHANGHAI, "b", 199, 300), ErrorCode.CONFLICT);
        assertRefused(grant(Entries.SHANGHAI, "b", 40, 60), ErrorCode.CONFLICT);
        assertThat(judge.numbers(Entries.SHANGHAI).inHand()).containsExactly(new IdRange(100, 200));
    }

    @Test
    void numbersThatAMirrorShowsToBeSomebodyElsesAreBurntAndAlarmed() {
        grant(Entries.SHANGHAI, "a", 100, 200);

        grant(Entries.CANADA, "c", 150, 160);

        assertThat(judge.numbers(Entries.SHANGHAI).inHand())
                .containsExactly(new IdRange(100, 150), new IdRange(160, 200));
        assertThat(judge.numbers(Entries.SHANGHAI).alarms()).hasSize(1);
    }

    @Test
    void restoredJudgeGoesOnBehindTheLastBlock() {
        grant(Entries.SHANGHAI, "a", 100, 200);
        take(1, 77, 1);

        var restored = new SiteJudge(format, Entries.SHANGHAI.site());
        restored.restore(judge.snapshot());

        assertThat(restored.numbers(Entries.SHANGHAI)).isEqualTo(judge.numbers(Entries.SHANGHAI));
        assertThat(restored.numbers(Entries.SHANGHAI).inHand())
                .containsExactly(new IdRange(110, 200));
    }
}
