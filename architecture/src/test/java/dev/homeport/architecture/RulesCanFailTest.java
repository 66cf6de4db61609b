package dev.homeport.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what is wrong in {@code wrong} and leaves {@code right} alone. */
class RulesCanFailTest {

    private static final String WRONG = "dev.homeport.architecture.wrong";
    private static final String RIGHT = "dev.homeport.architecture.right";

    private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);
    private static final JavaClasses RIGHT_CLASSES = new ClassFileImporter().importPackages(RIGHT);

    /** Rule to what its report must name. */
    private static final Map<String, List<String>> FINDINGS =
            Map.ofEntries(
                    Map.entry(
                            "modules depend on each other as drawn",
                            List.of(
                                    "vocabulary may not use wire",
                                    "simulation may not use wire",
                                    "\"nowhere\", which has no place")),
                    Map.entry("vocabulary needs only the JDK", List.of("NeedsALibrary")),
                    Map.entry("a site knows the coordinator by its nouns", List.of("KnowsAVoter")),
                    Map.entry(
                            "packages have no cycles",
                            List.of("package dcnode.one", "package dcnode.two")),
                    Map.entry("cores know no edges", List.of("KnowsAnEdge")),
                    Map.entry("adapters know no wiring", List.of("Edge")),
                    Map.entry("the simulator runs cores alone", List.of("RunsAnEdge")),
                    Map.entry(
                            "cores read no clock and roll no dice",
                            List.of(
                                    "ReadsClocks.nanos()",
                                    "ReadsClocks.millis()",
                                    "ReadsClocks.instant()",
                                    "ReadsClocks.reference()",
                                    "ReadsClocks.inAZone(",
                                    "ReadsClocks.systemClock()",
                                    "ReadsClocks.ticks(",
                                    "ReadsClocks.systemSource()",
                                    "ReadsClocks.date()",
                                    "ReadsClocks.pause()",
                                    "RollsDice.unseeded()",
                                    "RollsDice.secure()",
                                    "RollsDice.math()",
                                    "RollsDice.uuid()",
                                    "RollsDice.ofTheThread()",
                                    "RollsDice.preferred()")),
                    Map.entry("cores know no technology", List.of("KnowsSql", "KnowsSockets")),
                    Map.entry("cores do not know the wire", List.of("KnowsTheWire")),
                    Map.entry(
                            "only the simulator removes rules", List.of("RemovesARule.weakened()")),
                    Map.entry("names say something", List.of("util.Things", "LeaseManager")),
                    Map.entry("packages are null-marked", List.of("dcnode.unmarked has no")),
                    Map.entry(
                            "nothing is serialized by Java", List.of("Serialized", "Deserializes")),
                    Map.entry("tests are named so that they run", List.of("Misnamed")),
                    Map.entry("tests do not sleep", List.of("ReadsClocks.pause()")));

    @ParameterizedTest
    @MethodSource("rulesForWrongClasses")
    void findsWhatIsWrong(NamedRule named) {
        var report = named.rule().evaluate(WRONG_CLASSES).getFailureReport().toString();

        assertThat(FINDINGS).containsKey(named.name());
        assertThat(report).contains(FINDINGS.get(named.name()));
    }

    @ParameterizedTest
    @MethodSource("rulesForRightClasses")
    void leavesAloneWhatIsRight(NamedRule named) {
        assertThat(named.rule().evaluate(RIGHT_CLASSES).getFailureReport().getDetails()).isEmpty();
    }

    static Stream<NamedRule> rulesForWrongClasses() {
        return rules(WRONG);
    }

    static Stream<NamedRule> rulesForRightClasses() {
        return rules(RIGHT);
    }

    private static Stream<NamedRule> rules(String root) {
        return Stream.of(
                        new ModuleRules(root).all(),
                        new CoreRules(root).all(),
                        new SourceRules(root).all(),
                        new TestRules(root).all())
                .flatMap(rules -> rules);
    }
}
