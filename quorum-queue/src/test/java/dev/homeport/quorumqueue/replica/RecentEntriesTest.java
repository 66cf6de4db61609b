package dev.homeport.quorumqueue.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.IdJudge;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.ReadLimit;
import dev.homeport.quorumqueue.frame.Frame;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {

    private static final SiteLog OWN = new SiteLog(new SiteId("hongkong"), 1);

    @Test
    void theNewestAreKeptWithinTheBound() {
        var state = new LogState(new FleetId(new UUID(5, 6)), OWN, new IdJudge());
        var recent = new RecentEntries(10_000);
        for (var i = 1; i <= 100; i++) {
            var draft =
                    new Draft(IdJudge.FACT, 0, new EntryId("a" + i), Payload.copyOf(new byte[744]));
            state.apply(new Frame.Own(OWN, List.of(draft))).added().ifPresent(recent::add);
        }

        assertThat(recent.read(1, ReadLimit.DEFAULT)).isEmpty();
        assertThat(recent.read(101, ReadLimit.DEFAULT)).isEmpty();
        assertThat(recent.read(91, ReadLimit.DEFAULT).orElseThrow()).hasSize(10);
        assertThat(recent.readStream(OWN, 95, new ReadLimit(2, 1 << 20)).orElseThrow().entries())
                .extracting(judged -> judged.entry().offset())
                .containsExactly(95L, 96L);
    }
}
