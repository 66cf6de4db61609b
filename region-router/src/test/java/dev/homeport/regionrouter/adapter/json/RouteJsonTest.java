package dev.homeport.regionrouter.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.homeport.regionrouter.address.InvalidInput;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDecision;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteJsonTest {

    private static final RouteDecision BY_TABLE =
            new RouteDecision("好\"", null, "routing-table", "canada", 1L, 2L, "because");
    private static final RouteDecision BY_COUNTRY =
            new RouteDecision("8.8.8.8", "NO", "europe", "canada", null, null, "because");

    @Test
    void aDecisionHasItsSevenFieldsInTheirOrder() {
        assertThat(RouteJson.decision(BY_COUNTRY))
                .isEqualTo(
                        """
                        {"subject":"8.8.8.8","country":"NO","rule":"europe","home":"canada",\
                        "epoch":null,"tableVersion":null,"reason":"because"}\
                        """);
    }

    @Test
    void anAssignmentAlsoSaysWhereTheDoorIs() {
        assertThat(RouteJson.assignment(BY_COUNTRY, Optional.of("https://ca/")))
                .endsWith(",\"access\":\"https://ca/\"}");
        assertThat(RouteJson.assignment(BY_COUNTRY, Optional.empty()))
                .endsWith(",\"access\":null}");
    }

    @Test
    void decisionsAreReadBackTheSame() throws IOException {
        for (var decision : new RouteDecision[] {BY_TABLE, BY_COUNTRY}) {
            assertThat(RouteJson.read(RouteJson.decision(decision)))
                    .isEqualTo(new RouteAnswer.Decided(decision));
        }
    }

    @Test
    void refusalsAreReadBackTheSame() throws IOException {
        var refused = RouteAnswer.Refused.of(new InvalidInput("ip", "x", "is wrong", "mend it"));
        var text = RouteJson.problem(400, refused);
        assertThat(text)
                .startsWith("{\"type\":\"urn:homeport:error:invalid\",\"title\":\"INVALID\"")
                .contains("\"status\":400", "\"detail\":\"ip: \\\"x\\\" is wrong; mend it\"");
        assertThat(RouteJson.read(text)).isEqualTo(refused);
    }

    @Test
    void aRefusedValueIsBoundedAndValidUnicode() throws IOException {
        var flood = "\ud800" + "x".repeat(100_000);
        var refused = RouteAnswer.Refused.of(new InvalidInput("ip", flood, "is", "mend"));
        var text = RouteJson.problem(400, refused);
        assertThat(text).hasSizeLessThan(1_000).contains("\ufffdxxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{",
                "null",
                "{}",
                "{\"code\":\"NOPE\"}",
                "{\"subject\":1}",
                "{\"code\":\"INVALID\"}",
                "<html>",
                "{\"subject\":\"a\",\"rule\":\"b\""
            })
    void whatIsNeitherIsRefused(String text) {
        assertThatIOException().isThrownBy(() -> RouteJson.read(text));
    }
}
