package dev.homeport.dcnode.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedStreamsTest {

    private static final List<SiteLog> STREAMS =
            List.of(
                    Entries.SHANGHAI,
                    Entries.CANADA,
                    new SiteLog(Entries.CANADA.site(), 2),
                    new SiteLog(new SiteId("hongkong"), 1));

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final MemoryQueue queue =
            new MemoryQueue(Entries.SHANGHAI, new SiteJudge(format, Entries.SHANGHAI.site()));
    private final AppliedStreams streams = new AppliedStreams(queue);

    @Test
    void anEmptyLogHasNone() {
        assertThat(streams.upTo(0)).isEmpty();
        assertThat(streams.upTo(9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theLastOffsetOfEachStreamIsFoundForAnyPosition(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) {
            var stream = STREAMS.get(random.nextInt(STREAMS.size()));
            queue.append(stream, format.encode(Entries.closed(ShardSet.all(), 2)));
            // Mostly near the end, as a view goes on, and at times far back or beyond the log.
            var position =
                    random.nextInt(10) == 0
                            ? random.nextLong(queue.lastPosition() + 5)
                            : Math.max(0, queue.lastPosition() - random.nextInt(4));

            assertThat(streams.upTo(position)).isEqualTo(counted(position));
        }
    }

    private Map<SiteLog, Long> counted(long position) {
        var last = new TreeMap<SiteLog, Long>();
        queue.entries().stream()
                .map(judged -> judged.entry())
                .filter(entry -> entry.position() <= position)
                .forEach(entry -> last.put(entry.stream(), entry.offset()));
        return last;
    }
}
