package dev.homeport.cli.route.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.move.ScriptedControl;
import dev.homeport.cli.move.ScriptedControl.Ran;
import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.RouteDecision;
import dev.homeport.regionrouter.route.Subject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked for a route. */
class ExplainCommandTest {

    private Optional<RouteSource> running = Optional.empty();

    private record Named(String name) implements RouteSource {

        @Override
        public RouteAnswer answer(Subject subject) {
            return new RouteAnswer.Decided(
                    new RouteDecision(
                            subject.toString(), "US", "americas", "canada", null, 2L, "a test"));
        }
    }

    private final class Fakes implements RouteSources {

        @Override
        public RouteSource here(Optional<Path> database) {
            return new Named(database.map(file -> "rules with " + file).orElse("rules"));
        }

        @Override
        public Optional<RouteSource> ofRunningFleet() {
            return running;
        }

        @Override
        public Optional<RouteSource> ofLocalFleet() {
            return Optional.of(new Named("local fleet"));
        }

        @Override
        public RouteSource at(URI server, Optional<Path> authority) {
            return new Named(server.toString());
        }
    }

    private Ran explain(String... arguments) {
        return ScriptedControl.run(
                printer -> new ExplainCommand(new Fakes(), printer, Map.of()), arguments);
    }

    @Test
    void besideAFleetItsRouterAnswersForAnAddress() {
        running = Optional.of(new Named("the fleet's router"));

        assertThat(explain("--ip", "8.8.8.8", "-o", "json").out())
                .isEqualTo(
                        "{\"subject\":\"8.8.8.8\",\"country\":\"US\",\"rule\":\"americas\",\"home\":\"canada\",\"epoch\":null,\"tableVersion\":2,\"reason\":\"a"
                            + " test\",\"answeredBy\":\"the fleet's router\"}\n");
    }

    @Test
    void withoutAFleetTheRulesAnswer() {
        assertThat(explain("--ip", "8.8.8.8").out()).endsWith("ANSWERED BY    rules\n");
    }

    @Test
    void whoNamesADatabaseOrAServerIsAnsweredByThat() {
        running = Optional.of(new Named("the fleet's router"));

        assertThat(explain("--ip", "8.8.8.8", "--geo-database", "my.mmdb").out())
                .endsWith("ANSWERED BY    rules with my.mmdb\n");
        assertThat(explain("--ip", "8.8.8.8", "--server", "https://router.example").out())
                .endsWith("ANSWERED BY    https://router.example\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--account 7", "--handle ada"})
    void whatNoRuleKnowsIsAskedOfTheFleetAlsoWhileItsLauncherIsAway(String arguments) {
        assertThat(explain(arguments.split(" ")).out()).endsWith("ANSWERED BY    local fleet\n");
    }
}
