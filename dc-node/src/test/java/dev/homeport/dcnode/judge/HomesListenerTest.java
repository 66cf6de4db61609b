package dev.homeport.dcnode.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class HomesListenerTest {

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge = new SiteJudge(format, Entries.SHANGHAI.site());
    private final MemoryQueue queue = new MemoryQueue(Entries.SHANGHAI, judge);

    @Test
    void everyOpeningAndClosingIsToldOnceTheHomesSaySo() {
        var open = new ArrayList<ShardSet>();
        judge.onHomesChanged(() -> open.add(open(judge)));

        queue.append(Entries.SHANGHAI, format.encode(Entries.opened(ShardSet.all(), 1)));
        queue.append(
                Entries.SHANGHAI,
                format.encode(Entries.sent(Entries.ALICE, "r", Entries.BOB, "hi")));
        queue.append(Entries.CANADA, format.encode(Entries.closed(ShardSet.all(), 2)));
        queue.append(Entries.SHANGHAI, format.encode(Entries.closed(ShardSet.all(), 2)));

        assertThat(open).containsExactly(ShardSet.all(), ShardSet.all(), ShardSet.none());
    }

    @Test
    void aRestoredLogIsTold() {
        queue.append(Entries.SHANGHAI, format.encode(Entries.opened(ShardSet.all(), 1)));
        var restored = new SiteJudge(format, Entries.SHANGHAI.site());
        var open = new ArrayList<ShardSet>();
        restored.onHomesChanged(() -> open.add(open(restored)));

        restored.restore(judge.snapshot());

        assertThat(open).containsExactly(ShardSet.all());
    }

    private static ShardSet open(SiteJudge judge) {
        return judge.homes()
                .of(Entries.SHANGHAI)
                .ledger()
                .byOpenEpoch()
                .getOrDefault(Epoch.FIRST, ShardSet.none());
    }
}
