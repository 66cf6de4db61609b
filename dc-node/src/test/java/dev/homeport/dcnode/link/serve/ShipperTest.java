package dev.homeport.dcnode.link.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Credit;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Unshipped;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.dcnode.link.simulated.LinkedLogs;
import dev.homeport.dcnode.link.simulated.Openings;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShipperTest {

    private static final SiteLog STREAM = new SiteLog(Tables.CANADA, 1);
    private static final Credit PLENTY = new Credit(1_000_000, 1_000);

    private final InMemoryQueue log = LinkedLogs.of(Tables.CANADA);
    private final Shipper shipper = new Shipper(log, Tables.CANADA, new StreamTail());

    private void append(int entries, int bytes) {
        LinkedLogs.append(log, entries, bytes);
    }

    private Optional<Word> next() {
        return shipper.next(0);
    }

    private Shipment shipment() {
        return (Shipment) next().orElseThrow().cargo().orElseThrow();
    }

    @Test
    void lineBeginsWithAWordThatTellsWhereStreamsEnd() {
        append(3, 10);
        var word = next().orElseThrow();
        assertThat(word.echo()).isZero();
        assertThat(word.led()).isTrue();
        assertThat(word.ends()).singleElement().extracting("lastOffset").isEqualTo(3L);
        assertThat(word.unshipped()).isEmpty();
        assertThat(word.cargo()).isEmpty();
        assertThat(next()).isEmpty();
    }

    @Test
    void eachPingIsAnsweredOnce() {
        next();
        shipper.ask(new Ask.Ping(4));
        assertThat(next().orElseThrow().echo()).isEqualTo(4);
        assertThat(next()).isEmpty();
    }

    @Test
    void whatIsShippedIsABatchThatALogMirrors() {
        append(25, 100);
        shipper.ask(new Ask.Ship(1, 1, 1, PLENTY));
        var there = LinkedLogs.of(Tables.SHANGHAI);
        for (var word = next(); word.isPresent(); word = next()) {
            var shipment = (Shipment) word.get().cargo().orElseThrow();
            assertThat(shipment.entries()).as("a thousand bytes each").isLessThanOrEqualTo(10);
            there.mirror(LinkedLogs.batch(shipment), Duration.ofSeconds(1));
        }
        assertThat(there.streams().get(STREAM)).isEqualTo(log.streams().get(STREAM));
    }

    @Test
    void creditBoundsWhatIsShippedUntilMoreIsAskedFor() {
        append(100, 500);
        shipper.ask(new Ask.Ship(1, 1, 1, new Credit(1, 1)));
        var first = shipment();
        assertThat(first.entries()).isEqualTo(1);
        assertThat(next()).isEmpty();
        shipper.ask(new Ask.More(1, new Credit(first.weight(), 1)));
        assertThat(next()).isEmpty();
        shipper.ask(new Ask.More(1, new Credit(first.weight() + 1, 1_000)));
        assertThat(shipment().entries()).isEqualTo(2);
        assertThat(next()).isEmpty();
    }

    @Test
    void moreOfAnotherRoundIsNothing() {
        append(10, 500);
        shipper.ask(new Ask.Ship(2, 1, 1, new Credit(0, 1)));
        shipper.ask(new Ask.More(1, PLENTY));
        assertThat(next().orElseThrow().cargo()).isEmpty();
    }

    @Test
    void newRoundStartsOver() {
        append(4, 10);
        shipper.ask(new Ask.Ship(1, 1, 1, PLENTY));
        assertThat(shipment().entries()).isEqualTo(4);
        shipper.ask(new Ask.Ship(2, 1, 3, PLENTY));
        var again = shipment();
        assertThat(again.round()).isEqualTo(2);
        assertThat(again.firstOffset()).isEqualTo(3);
    }

    @Test
    void whatIsLeftIsToldWithTheBatchCountedAsShipped() {
        append(4, 500);
        shipper.ask(new Ask.Ship(1, 1, 1, new Credit(100_000, 1_000)));
        assertThat(next().orElseThrow().unshipped())
                .hasValue(new Unshipped(2, OptionalLong.empty(), 0));
        assertThat(next().orElseThrow().unshipped())
                .hasValue(new Unshipped(0, OptionalLong.of(0), 0));
    }

    @Test
    void streamsAndOffsetsThatAreNotHereYetAreWaitedFor() {
        append(2, 10);
        next();
        shipper.ask(new Ask.Ship(1, 7, 1, PLENTY));
        assertThat(next()).isEmpty();
        shipper.ask(new Ask.Ship(2, 1, Long.MAX_VALUE, PLENTY));
        assertThat(next()).isEmpty();
        shipper.ask(new Ask.Ship(3, 1, 3, PLENTY));
        assertThat(next()).isEmpty();
        append(1, 10);
        assertThat(shipment().firstOffset()).isEqualTo(3);
    }

    @Test
    void openingIsTheFirstOfItsBatch() {
        append(3, 10);
        log.append(Openings.of(1, Map.of()), Admission.CONTROL, Duration.ofSeconds(1));
        log.append(Openings.of(2, Map.of()), Admission.CONTROL, Duration.ofSeconds(1));
        append(2, 10);
        shipper.ask(new Ask.Ship(1, 1, 1, new Credit(1_000_000, 100_000)));
        var there = LinkedLogs.of(Tables.SHANGHAI);
        var sizes = new ArrayList<Integer>();
        for (var word = next(); word.isPresent(); word = next()) {
            var shipment = (Shipment) word.get().cargo().orElseThrow();
            sizes.add(shipment.entries());
            there.mirror(LinkedLogs.batch(shipment), Duration.ofSeconds(1));
        }
        assertThat(sizes).containsExactly(3, 1, 3);
        assertThat(there.streams().get(STREAM)).isEqualTo(log.streams().get(STREAM));
    }
}
