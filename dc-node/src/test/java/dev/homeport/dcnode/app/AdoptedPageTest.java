package dev.homeport.dcnode.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.dcnode.fixture.Entries;
import dev.homeport.dcnode.view.AdoptedEntry;
import dev.homeport.dcnode.view.AdoptionList;
import dev.homeport.quorumqueue.EntryAddress;
import dev.homeport.vocabulary.Epoch;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptedPageTest {

    /** Three entries, at positions 1 to 3. */
    private static final AdoptionList LIST =
            (after, limit) ->
                    LongStream.rangeClosed(after + 1, 3)
                            .limit(limit)
                            .mapToObj(AdoptedPageTest::entry)
                            .toList();

    private static AdoptedEntry entry(long position) {
        return new AdoptedEntry(
                position,
                new EntryAddress(Entries.CANADA, 10 + position),
                new Epoch(2),
                new EntryAddress(Entries.SHANGHAI, 4_711),
                Epoch.FIRST,
                AdoptedEntry.Kind.ACCOUNT,
                AdoptedEntry.Outcome.REPEATED);
    }

    @Test
    void eachPageSaysWhereTheNextBegins() {
        var first = AdoptedPage.of(LIST, Map.of("limit", "2"));
        assertThat(first.getJsonArray("adopted")).hasSize(2);
        assertThat(first.getLong("next")).isEqualTo(2);

        var last = AdoptedPage.of(LIST, Map.of("limit", "2", "after", "2"));
        assertThat(last.getLong("next")).isNull();
        assertThat(last.getJsonArray("adopted").getJsonObject(0).encode())
                .isEqualTo(
                        "{\"position\":3,\"kind\":\"account\",\"outcome\":\"repeated\","
                                + "\"from\":\"shanghai#1\",\"fromOffset\":4711,\"fromEpoch\":1,"
                                + "\"by\":\"canada#1\",\"byOffset\":13,\"byEpoch\":2}");
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 1001", "limit, many", "after, -1"})
    void whatIsNoNumberOrTooLargeIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> AdoptedPage.of(LIST, Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + ": \"" + value + "\"");
    }
}
