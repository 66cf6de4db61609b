package dev.homeport.dcnode.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.adapter.protobuf.ProtobufEntryFormat;
import dev.homeport.dcnode.entry.SiteEntry;
import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.fixture.MemoryQueue;
import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.adoption.OrphanAccount;
import dev.homeport.dcnode.judge.SiteJudge;
import dev.homeport.dcnode.view.DigestStore.Digests;
import dev.homeport.dcnode.view.ViewStatus;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SiteReporterTest {

    private static final long RESERVE = 1_000;

    private final ProtobufEntryFormat format = new ProtobufEntryFormat();
    private final SiteJudge judge = new SiteJudge(format, Entries.SHANGHAI.site());
    private final MemoryQueue queue = new MemoryQueue(Entries.SHANGHAI, judge);
    private final RoutingTable table = Tables.first();
    private final SiteReporter reporter =
            new SiteReporter(queue, RESERVE, judge::homes, () -> table, _ -> Tables.EAST);

    private void append(SiteLog stream, SiteEntry entry) {
        queue.append(stream, format.encode(entry));
    }

    @Test
    void aLeadingNodeTellsItsOwnHomesLeaseAndStreams() {
        append(Entries.SHANGHAI, Entries.opened(Tables.EAST, 1));
        append(Entries.CANADA, Entries.opened(Tables.WEST, 1));
        append(Entries.SHANGHAI, Entries.closed(Tables.WEST, 3));

        var report = reporter.report();

        assertThat(report.own()).isEqualTo(Entries.SHANGHAI);
        assertThat(report.node()).isEqualTo(1);
        assertThat(report.leading()).isTrue();
        assertThat(report.tableVersion()).isEqualTo(table.version());
        assertThat(report.open()).isEqualTo(Map.of(Epoch.FIRST, Tables.EAST));
        assertThat(report.next())
                .isEqualTo(Map.of(new Epoch(2), Tables.EAST, new Epoch(3), Tables.WEST));
        assertThat(report.leased()).isEqualTo(Tables.EAST);
        assertThat(report.streams()).isEqualTo(Map.of(Entries.SHANGHAI, 2L, Entries.CANADA, 1L));
        assertThat(report.logRoomBytes()).isEqualTo(Long.MAX_VALUE - RESERVE);
        assertThat(report.full()).isEmpty();
    }

    @Test
    void aNodeThatDoesNotLeadTellsOfNoLease() {
        queue.lead(false);

        var report = reporter.report();

        assertThat(report.leading()).isFalse();
        assertThat(report.leased()).isEqualTo(ShardSet.none());
    }

    @Test
    void aFullNodeTellsHowFarItsViewHasAppliedEachStream() {
        append(Entries.SHANGHAI, Entries.opened(Tables.EAST, 1));
        append(Entries.CANADA, Entries.opened(Tables.WEST, 1));
        append(Entries.CANADA, Entries.closed(Tables.WEST, 2));
        var view = new ViewStatus(2, 1, 40, Optional.of("the database is away"));
        var held = new Digests(new TreeMap<>(), new TreeMap<>());
        assertThat(reporter.digests(Tables.EAST)).isEmpty();
        reporter.isFull(
                new SiteReporter.FullPart(
                        () -> view,
                        List::of,
                        _ -> held,
                        () -> new OrphanAccount.Account(3, 2, 1, 0)));

        var full = reporter.report().full().orElseThrow();

        assertThat(full.applied()).isEqualTo(Map.of(Entries.SHANGHAI, 1L, Entries.CANADA, 1L));
        assertThat(full.view()).isEqualTo(view);
        assertThat(full.links()).isEmpty();
        assertThat(full.searched()).isEqualTo(Map.of(Entries.SHANGHAI, 1L, Entries.CANADA, 2L));
        assertThat(full.adoption().pending()).isEqualTo(2);
        assertThat(reporter.digests(Tables.EAST)).contains(held);
    }
}
