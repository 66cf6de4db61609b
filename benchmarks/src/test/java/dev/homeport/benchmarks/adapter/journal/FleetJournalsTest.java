package dev.homeport.benchmarks.adapter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.controlplane.adapter.file.ObservationJournal;
import dev.homeport.controlplane.observation.ObservationStep;
import dev.homeport.controlplane.observation.Observer.Target;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.dcnode.home.adapter.protobuf.JournalFormat;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.home.agent.JournalOrigin;
import dev.homeport.dcnode.home.holder.HolderEffect;
import dev.homeport.dcnode.home.holder.HolderInput;
import dev.homeport.dcnode.home.lease.HolderId;
import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.dcnode.home.lease.LogMark;
import dev.homeport.dcnode.home.lease.StoreNumber;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wireformat.adapter.journal.FrameJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that are written as the fleet's programs write them. */
class FleetJournalsTest {

    private static final SiteId SHANGHAI = new SiteId("shanghai");
    private static final SiteId CANADA = new SiteId("canada");
    private static final List<SiteId> SITES = List.of(SHANGHAI, CANADA, new SiteId("hongkong"));

    private static final RoutingTable TABLE =
            RoutingTable.genesis(
                    FleetId.parse("0192f3a4-0000-7000-8000-000000000001"),
                    SITES,
                    LeasePolicy.uniform(SITES, 5_000));

    private static final HolderId HOLDER = new HolderId(new SiteLog(SHANGHAI, 1), 1, 1);

    @TempDir private Path folder;

    private static ClockReading at(long millis) {
        return new ClockReading(TimeUnit.MILLISECONDS.toNanos(millis), millis);
    }

    private static void record(
            FrameJournal journal, long millis, HolderInput input, HolderEffect... effects) {
        journal.record(() ->
                JournalFormat.writeHolder(new Journal.Step<>(input, at(millis), List.of(effects))));
    }

    private static HolderEffect ask(SiteId witness, long sequence) {
        return new HolderEffect.Send(
                witness,
                new LeaseAsk(
                        HOLDER,
                        sequence,
                        TABLE,
                        ShardSet.all(),
                        ShardSet.none(),
                        false,
                        LogMark.START,
                        Map.of()));
    }

    private static HolderInput grant(SiteId witness, long sequence) {
        return new HolderInput.Answered(
                new LeaseAnswer(
                        witness,
                        HOLDER,
                        sequence,
                        StoreNumber.ZERO,
                        new LeaseAnswer.Granted(ShardSet.all(), ShardSet.none(), 5_000, 100)));
    }

    private Path leases() throws IOException {
        var file = Files.createDirectories(folder.resolve("full-1/store")).resolve("lease-journal");
        var origin = JournalFormat.write(new JournalOrigin.OfHolder(HOLDER, TABLE));
        try (var journal =
                new FrameJournal(file, origin, 1 << 20, FrameJournal.AtBound.ENDS, _ -> {})) {
            record(journal, 0, new HolderInput.Led(), ask(SHANGHAI, 1), ask(CANADA, 1));
            record(journal, 100, grant(SHANGHAI, 1));
            record(journal, 150, grant(CANADA, 1));
            record(journal, 1_000, new HolderInput.Tick(), ask(SHANGHAI, 2), ask(CANADA, 2));
            record(journal, 1_050, grant(SHANGHAI, 2));
            record(journal, 2_400, grant(CANADA, 2));
            record(journal, 3_600, new HolderInput.Deposed());
        }
        return file;
    }

    private void observations() throws IOException {
        var store = Files.createDirectories(folder.resolve("coordinator-4/store"));
        var target = new Target(CANADA, Part.LOG, 1);
        try (var journal =
                ObservationJournal.begin(store.resolve(ObservationJournal.NAME), _ -> {})) {
            journal.accept(new ObservationStep.Answered(target, at(0)));
            journal.accept(new ObservationStep.Missed(target, at(500)));
            journal.accept(new ObservationStep.Missed(target, at(1_000)));
            journal.accept(new ObservationStep.Missed(target, at(2_100)));
            journal.accept(new ObservationStep.Answered(target, at(2_200)));
        }
    }

    @Test
    void whatHoldersAndObserversRecordedGivesBothCurves() throws Exception {
        leases();
        observations();

        var report = FleetJournals.read(folder);

        assertThat(report.leases().journals()).isOne();
        assertThat(report.leases().times()).containsExactly(2_400L);
        assertThat(report.leases().coveredNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3_600));
        assertThat(report.leases().curve().points())
                .filteredOn(point -> point.count() > 0)
                .extracting(point -> point.limitMillis() + ": " + point.count())
                .containsExactly("500: 2", "1000: 2", "1500: 2", "2000: 2");
        assertThat(report.silences().journals()).isOne();
        assertThat(report.silences().times()).containsExactly(2_100L);
        assertThat(report.silences().curve().points())
                .filteredOn(point -> point.count() > 0)
                .extracting(point -> point.limitMillis())
                .containsExactly(500L, 1_000L, 1_500L, 2_000L);
    }

    @Test
    void whereNoJournalIsItSaysWhatToName() {
        assertThatThrownBy(() -> FleetJournals.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no lease journal of a node is in or below " + folder)
                .hasMessageContaining("name the state folder of a fleet");
        assertThatThrownBy(() -> FleetJournals.read(folder.resolve("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere is not there; name the state folder");
    }

    @Test
    void aDamagedJournalIsNamedWithWhatToDo() throws Exception {
        var file = leases();
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> FleetJournals.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " cannot be used; move it out of the folder")
                .hasMessageContaining("damaged: ");
    }
}
