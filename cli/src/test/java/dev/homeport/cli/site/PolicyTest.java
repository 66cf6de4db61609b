package dev.homeport.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.move.ScriptedControl;
import dev.homeport.cli.move.ScriptedControl.Ran;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code homeport site policy} shows and changes. */
class PolicyTest {

    private final ScriptedControl control = new ScriptedControl();

    private Ran policy(String... arguments) {
        return ScriptedControl.run(
                printer -> new PolicyCommand(control, printer, () -> "r-1"), arguments);
    }

    @Test
    void withNothingToChangeItIsShown() {
        assertThat(policy("canada").out())
                .isEqualTo(
                        """
                        SITE              canada
                        AUTOMATION        propose
                        ISOLATION BUDGET  30 s
                        """);
        assertThat(policy("canada", "-o", "json").out())
                .isEqualTo(
                        "{\"site\":\"canada\",\"automation\":\"propose\","
                                + "\"isolationBudgetMillis\":30000}\n");
        assertThat(control.calls).containsExactly("site canada", "site canada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--automation automatic|automatic OptionalLong.empty",
                "--automation observe --isolation-budget 15m|observe OptionalLong[900000]",
                "--isolation-budget 5s|- OptionalLong[5000]",
                "--isolation-budget 30|- OptionalLong[30000]",
                "--isolation-budget 1500ms|- OptionalLong[1500]",
            })
    void whatIsGivenIsChangedAndThenShown(String options, String wish) {
        var ran = policy(("canada " + options + " --reason drill").split(" "));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("SITE ");
        assertThat(control.calls)
                .containsExactly("policy canada " + wish + " drill", "site canada");
    }

    @Test
    void aRefusalEndsWithItsCodeAndShowsNothing() {
        control.failure =
                Optional.of(new CommandFailure(ExitCode.REFUSED, "canada gives a lease back"));

        var ran = policy("canada", "--automation", "automatic");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("canada gives a lease back");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canada --automation sometimes|expected one of [observe, propose, automatic]",
                "canada --isolation-budget soon|--isolation-budget: \"soon\" is no time; use such",
                "canada --isolation-budget -5s|-5s",
                "Canada --automation propose|site: ",
            })
    void wrongUsageIsSaidBeforeAnybodyIsAsked(String arguments, String message) {
        var ran = policy(arguments.split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(message);
        assertThat(control.calls).isEmpty();
    }
}
