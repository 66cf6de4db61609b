package dev.homeport.dcnode.link.simulated;

import static dev.homeport.dcnode.home.Tables.CANADA;
import static dev.homeport.dcnode.home.Tables.HONGKONG;
import static dev.homeport.dcnode.home.Tables.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteLog;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a link does when what it gets is not what should come next. */
class LinkRefusalTest {

    private static final SiteLog STREAM = new SiteLog(CANADA, 1);

    /** The longest stop, and some seconds to dial and pull. */
    private static final long MENDED_MILLIS = SimulatedFleet.SETTINGS.stoppedMillis() + 5_000;

    private final SimulatedFleet fleet = new SimulatedFleet(11);

    @BeforeEach
    void begin() {
        append(40);
        assertThat(fleet.world().runUntil(this::isWell, 5_000)).isTrue();
    }

    private void append(int entries) {
        for (var i = 0; i < entries; i++) {
            fleet.site(CANADA).append(100);
        }
    }

    private boolean isWell() {
        return fleet.isMirroredEverywhere() && fleet.everyLinkIs(LinkState.IDLE);
    }

    private void awaitState(LinkState state) {
        assertThat(
                        fleet.world()
                                .runUntil(
                                        () -> fleet.link(SHANGHAI, CANADA).state() == state,
                                        10_000))
                .as(() -> fleet.link(SHANGHAI, CANADA).toString())
                .isTrue();
    }

    private long mirrored() {
        return fleet.site(SHANGHAI).end(STREAM);
    }

    @Test
    void gapIsFilledFromWhereTheLogSaysThatItGoesOn() throws Exception {
        fleet.site(SHANGHAI).comeBack(2, Map.of(STREAM, 15L));
        append(5);
        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 5_000)).isTrue();
        assertThat(fleet.puller(SHANGHAI).warnings())
                .singleElement()
                .asString()
                .contains("link to canada: the mirror here goes on at 16");
        fleet.puller(SHANGHAI).replay();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30})
    void originThatWasPutBackUnderItsOldNumberIsNeverMixedWithItsMirror(int written) {
        fleet.site(CANADA).comeBack(1, Map.of(STREAM, 20L));
        fleet.endLinesOf(CANADA);
        append(written);
        awaitState(LinkState.STOPPED);
        var link = fleet.link(SHANGHAI, CANADA);
        assertThat(link.detail()).containsAnyOf("hashes differ", "the hash is");
        assertThat(link.via()).isEmpty();
        assertThat(link.lagEntries().orElse(0)).isEqualTo(written == 30 ? 10 : 0);
        fleet.world().runFor(100_000);
        assertThat(mirrored()).isEqualTo(40);
        assertThat(fleet.puller(SHANGHAI).warnings())
                .hasSizeBetween(3, 8)
                .allMatch(text -> text.startsWith("link to canada is STOPPED: "));
    }

    @Test
    void damagedBatchStopsTheLinkUntilItIsMended() {
        twist(batch -> change(batch, draft -> new Draft(1, 0, draft.id(), Payload.ofText("no"))));
        append(5);
        awaitState(LinkState.STOPPED);
        assertThat(fleet.link(SHANGHAI, CANADA).detail())
                .contains("it is not the stream that is mirrored here");
        assertThat(mirrored()).isEqualTo(40);
        mend();
    }

    @Test
    void entryOfAnUnknownKindStopsTheLinkUntilItIsMended() {
        twist(batch -> change(batch, draft -> new Draft(2, 0, draft.id(), draft.payload())));
        append(5);
        awaitState(LinkState.STOPPED);
        assertThat(fleet.link(SHANGHAI, CANADA).detail())
                .contains("does not know entry type 2 in format version 0; install a newer one");
        mend();
    }

    @Test
    void siteThatIsTooFarBehindIsDetached() {
        fleet.site(SHANGHAI).comeBack(2, Map.of());
        for (var site : List.of(CANADA, HONGKONG)) {
            fleet.site(site).nodes().forEach(node -> node.log().trim(STREAM, 31));
        }
        fleet.puller(SHANGHAI).kill();
        fleet.startPuller(SHANGHAI);
        awaitState(LinkState.DETACHED);
        var link = fleet.link(SHANGHAI, CANADA);
        assertThat(link.detail())
                .contains("keeps canada#1 from offset 31 only, and 1 comes next here")
                .contains("this site must be re-seeded");
        assertThat(link.lagEntries()).hasValue(40);
        assertThat(mirrored()).isZero();
        for (var site : List.of(CANADA, HONGKONG)) {
            fleet.site(site).nodes().forEach(node -> node.log().keepAll());
        }
        mend();
    }

    @Test
    void mirrorElsewhereThatIsTooShortDetachesNobody() {
        fleet.cut(SHANGHAI, CANADA);
        fleet.site(HONGKONG).nodes().forEach(node -> node.log().trim(STREAM, 43));
        append(5);
        fleet.world().runFor(12_000);
        var link = fleet.link(SHANGHAI, CANADA);
        assertThat(link.state()).isEqualTo(LinkState.DOWN);
        assertThat(link.detail()).contains("nor another way: hongkong/").contains("from offset 43");
        assertThat(mirrored()).isEqualTo(40);
        fleet.roads().forEach(Road::open);
        assertThat(fleet.world().runUntil(this::isWell, 5_000)).isTrue();
    }

    @Test
    void nodeThatShipsWhatWasNotAskedForIsLeft() {
        var liar = new NodeName(CANADA, 1);
        fleet.twist((node, word) ->
                node.equals(liar) ? replace(word, batch -> shifted(batch, 1)) : word);
        append(5);
        assertThat(fleet.world().runUntil(fleet::isMirroredEverywhere, 5_000)).isTrue();
        assertThat(fleet.link(SHANGHAI, CANADA).state()).isNotEqualTo(LinkState.STOPPED);
    }

    private void mend() {
        fleet.twist((_, word) -> word);
        assertThat(fleet.world().runUntil(this::isWell, MENDED_MILLIS)).isTrue();
    }

    private void twist(UnaryOperator<Shipment> change) {
        fleet.twist((node, word) -> node.site().equals(CANADA) ? replace(word, change) : word);
    }

    private static Word replace(Word word, UnaryOperator<Shipment> change) {
        return new Word(
                word.echo(),
                word.ends(),
                word.led(),
                word.unshipped(),
                word.cargo()
                        .map(cargo ->
                                cargo instanceof Shipment shipment
                                        ? change.apply(shipment)
                                        : cargo));
    }

    private static Shipment change(Shipment shipment, UnaryOperator<Draft> change) {
        return again(shipment, 0, shipment.drafts().stream().map(change).toList());
    }

    private static Shipment shifted(Shipment shipment, long by) {
        return again(shipment, by, shipment.drafts());
    }

    private static Shipment again(Shipment shipment, long by, List<Draft> drafts) {
        return Shipment.of(
                shipment.round(),
                new MirrorBatch(
                        shipment.stream(),
                        shipment.firstOffset() + by,
                        shipment.previousHash(),
                        drafts,
                        shipment.lastHash()),
                shipment.ageMillis());
    }
}
