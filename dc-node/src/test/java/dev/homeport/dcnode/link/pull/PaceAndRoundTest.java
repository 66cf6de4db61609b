package dev.homeport.dcnode.link.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.vocabulary.SiteLog;
import org.junit.jupiter.api.Test;

class PaceAndRoundTest {

    private static final PullSettings SETTINGS = PullSettings.USUAL;

    private final Turns turns = new Turns();
    private final Pace pace = new Pace(SETTINGS);

    private void hear(long afterMillis, int times) {
        for (var i = 0; i < times; i++) {
            pace.heard(turns.at(afterMillis), 0);
        }
    }

    private static Round round(long weight) {
        return new Round(3, 1, Turns.STREAM, 11, new Credit(weight, 1_000));
    }

    @Test
    void batchesGetSmallerWhenWordsAreLateAndLargerWhenTheyComeInHalfTheTime() {
        assertThat(pace.batchBytes()).isEqualTo(SETTINGS.mostBatchBytes());
        hear(1_500, 2);
        assertThat(pace.batchBytes()).isEqualTo(SETTINGS.mostBatchBytes() / 4);
        hear(749, 7);
        assertThat(pace.batchBytes()).isEqualTo(SETTINGS.mostBatchBytes() / 4);
        hear(749, 1);
        assertThat(pace.batchBytes()).isEqualTo(SETTINGS.mostBatchBytes() / 2);
        hear(1_000, 100);
        assertThat(pace.batchBytes()).as("twice is late").isEqualTo(SETTINGS.mostBatchBytes() / 2);
    }

    @Test
    void batchesStayWithinTheirBounds() {
        hear(2_000, 100);
        assertThat(pace.batchBytes()).isEqualTo(SETTINGS.leastBatchBytes());
        hear(10, 1_000);
        assertThat(pace.batchBytes()).isEqualTo(SETTINGS.mostBatchBytes());
        assertThat(pace.window()).isLessThanOrEqualTo(17L * SETTINGS.mostBatchBytes());
    }

    @Test
    void roundTakesTheNextBatchAndNoOther() {
        var round = round(1_000_000);
        assertThat(round.take(Turns.shipment(3, 12, 1, 10))).isFalse();
        assertThat(round.take(Turns.shipment(3, 10, 1, 10))).isFalse();
        assertThat(round.hasHeard()).isFalse();
        assertThat(round.take(Turns.shipment(3, 11, 2, 10))).isTrue();
        assertThat(round.take(Turns.shipment(3, 11, 2, 10))).as("again").isFalse();
        assertThat(round.nextOffset()).isEqualTo(13);

        var other =
                new Round(
                        3, 1, new SiteLog(Turns.STREAM.site(), 2), 1, new Credit(1_000_000, 1_000));
        assertThat(other.take(Turns.shipment(3, 1, 1, 10))).isFalse();
    }

    @Test
    void roundTakesNoMoreThanWasAskedFor() {
        var round = round(Turns.shipment(3, 11, 1, 10).weight() + 1);
        assertThat(round.take(Turns.shipment(3, 11, 1, 10))).isTrue();
        assertThat(round.take(Turns.shipment(3, 12, 1, 10))).isTrue();
        assertThat(round.take(Turns.shipment(3, 13, 1, 10))).isFalse();
    }

    @Test
    void moreIsAskedForWhenAQuarterOfTheWindowIsFree() {
        var round = round(40_000);
        var turn = turns.at(0);
        round.appended(turn, 9_999, 1_000, 40_000);
        assertThat(turn.effects()).isEmpty();
        round.appended(turn, 1, 1_000, 40_000);
        assertThat(turn.effects())
                .containsExactly(new PullEffect.Say(1, new Ask.More(3, new Credit(50_000, 1_000))));
    }

    @Test
    void smallerBatchesAreAskedForAtOnceAndNothingGrantedIsTakenBack() {
        var round = round(40_000);
        var turn = turns.at(0);
        round.appended(turn, 0, 500, 20_000);
        assertThat(turn.effects())
                .containsExactly(new PullEffect.Say(1, new Ask.More(3, new Credit(40_000, 500))));
    }

    @Test
    void settingsAndCreditsOutOfTheirOrderAreRefused() {
        assertThatThrownBy(() -> new Credit(-1, 1)).hasMessageContaining("weight -1");
        assertThatThrownBy(() -> new Credit(1, 0)).hasMessageContaining("batchBytes 0");
        assertThatThrownBy(() -> new PullSettings(1_000, 1_000, 4_000, 6_000, 1, 2, 1, 1, 2, 1))
                .hasMessageContaining("ping < down");
        assertThatThrownBy(() -> new PullSettings(1, 2, 3, 4, 1, 2, 1, 1, (1 << 20) + 1, 1))
                .hasMessageContaining("at most 1048576 bytes");
    }
}
