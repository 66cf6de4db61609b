package dev.homeport.dcnode.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "two\nlines and a\ttab",
                "你好，世界",
                "\uD83D\uDC4B\uD83C\uDFFD",
                "e\u0301",
                "\u202Eright to left",
                "a\u200Db"
            })
    void whatPeopleWriteIsKeptAsItIs(String text) {
        assertThat(new MessageText(text).text()).isEqualTo(text);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", "blank"),
                Arguments.of(" \n\t", "blank"),
                Arguments.of("\u2003", "blank"),
                Arguments.of("a\uD800b", "U+D800 at position 1 is half a surrogate pair"),
                Arguments.of("\uDC00", "half a surrogate pair"),
                Arguments.of("\uDC4B\uD83D", "half a surrogate pair"),
                Arguments.of("nul\u0000", "U+0000 at position 3 is a control character"),
                Arguments.of("\r\n", "control character"),
                Arguments.of("\u001B[31mred", "control character"),
                Arguments.of("\u0085", "control character"),
                Arguments.of("\uFFFE", "not a character"),
                Arguments.of("\uFDD0", "not a character"),
                Arguments.of("\uD83F\uDFFF", "U+1FFFF"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatSomebodyCouldChokeOnIsRefused(String text, String reason) {
        assertThatThrownBy(() -> new MessageText(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text:")
                .hasMessageContaining(reason);
    }

    @Test
    void theLimitCountsCharactersAndNotUtf16Units() {
        var longest = "\uD83D\uDC4B".repeat(MessageText.MAX_CHARACTERS);

        assertThat(new MessageText(longest).text()).isEqualTo(longest);
        assertThatThrownBy(() -> new MessageText(longest + "a"))
                .hasMessageContaining("more than 4000 characters");
        assertThatThrownBy(() -> new MessageText("a".repeat(MessageText.MAX_CHARACTERS + 1)))
                .hasMessageContaining("more than 4000 characters");
    }
}
