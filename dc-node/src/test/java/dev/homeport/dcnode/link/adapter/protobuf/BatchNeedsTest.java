package dev.homeport.dcnode.link.adapter.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.agent.Journal;
import dev.homeport.dcnode.link.pull.Needs;
import dev.homeport.dcnode.link.pull.PullEffect;
import dev.homeport.dcnode.link.pull.PullInput;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.dcnode.link.simulated.Openings;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.RunningHash;
import dev.homeport.vocabulary.ClockReading;
import dev.homeport.vocabulary.SiteLog;
import dev.homeport.wire.link.LinkV0;
import dev.homeport.wireformat.adapter.protobuf.MalformedMessageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchNeedsTest {

    private static final SiteLog STREAM = new SiteLog(DrawnWords.ORIGIN, 1);
    private static final SiteLog HONGKONGS = new SiteLog(Tables.HONGKONG, 2);
    private static final Draft OPENING = Openings.of(7, Map.of(STREAM, 4L, HONGKONGS, 17L));
    private static final Draft OTHER =
            new Draft(1, 0, new EntryId("other"), Payload.ofText("hello"));

    private static Word word(Draft... drafts) {
        var hash = RunningHash.copyOf(new byte[RunningHash.BYTES]);
        var batch = new MirrorBatch(STREAM, 5, hash, List.of(drafts), hash);
        return new Word(
                0, List.of(), true, Optional.empty(), Optional.of(Shipment.of(3, batch, 9)));
    }

    private static Word read(Word word) throws MalformedMessageException {
        return LinkFormat.read(DrawnWords.ORIGIN, LinkFormat.write(word));
    }

    private static Needs needs(Word word) {
        return ((Shipment) word.cargo().orElseThrow()).needs();
    }

    @Test
    void batchThatBeginsWithAnOpeningNeedsWhatThatInherits() throws Exception {
        var bytes =
                LinkFormatTest.golden(
                        "word-opening", LinkFormat.write(word(OPENING, OTHER)).toByteArray());

        var word = LinkFormat.read(DrawnWords.ORIGIN, LinkV0.LinkWord.parseFrom(bytes));

        assertThat(needs(word).offsets()).isEqualTo(Map.of(HONGKONGS, 17L));
        assertThat(needs(read(word(OTHER, OTHER)))).isEqualTo(Needs.NONE);
    }

    @Test
    void journalKeepsTheNeedsOfABatchWithoutItsEntries() throws Exception {
        var heard = read(word(OPENING)).withoutEntries();
        var step =
                new Journal.Step<PullInput, PullEffect>(
                        new PullInput.Heard(8, heard), new ClockReading(1, 2), List.of());

        var bytes = LinkFormatTest.golden("journal-step-opening", LinkJournalFormat.write(step));

        assertThat(LinkJournalFormat.read(bytes)).isEqualTo(step);
        assertThat(LinkJournalFormat.write(step)).isEqualTo(bytes);
    }

    @Test
    void openingThatIsNotTheFirstOfItsBatchIsRefused() {
        assertThatThrownBy(() -> read(word(OTHER, OPENING)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("batch.entries[1]: is an opening of homes")
                .hasMessageContaining("install this release");
    }

    @Test
    void openingThatCannotBeReadIsRefused() {
        var garbage = new Draft(OPENING.type(), 0, OPENING.id(), Payload.ofText("garbage"));

        assertThatThrownBy(() -> read(word(garbage)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("batch.entries[0]: entry: the payload of type 16");
    }

    @Test
    void openingOfALaterFormatIsLeftToTheLogWhichKnowsWhatToSay() throws Exception {
        var later = new Draft(OPENING.type(), 200, OPENING.id(), Payload.ofText("later"));

        assertThat(needs(read(word(later)))).isEqualTo(Needs.NONE);
    }
}
