package dev.homeport.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String ROOT = "dev.homeport";

    private static BuiltModules modules;
    private static JavaClasses classes;
    private static JavaClasses testClasses;

    @BeforeAll
    static void importWhatTheOtherModulesHaveBuilt() throws Exception {
        modules = BuiltModules.ofThisCheckout();
        classes = modules.classes();
        testClasses = modules.testClasses();
    }

    @Test
    void thisModuleIsBuiltLast() {
        assertThat(modules.names()).isNotEmpty().endsWith("architecture");
        assertThat(classes).isNotEmpty();
        assertThat(testClasses).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void ruleHolds(NamedRule named) {
        named.rule().check(classes);
    }

    static Stream<NamedRule> ruleHolds() {
        return Stream.of(
                        new ModuleRules(ROOT).all(),
                        new CoreRules(ROOT).all(),
                        new SourceRules(ROOT).all())
                .flatMap(rules -> rules);
    }

    @ParameterizedTest
    @MethodSource
    void ruleForTestsHolds(NamedRule named) {
        named.rule().check(testClasses);
    }

    static Stream<NamedRule> ruleForTestsHolds() {
        return new TestRules(ROOT).all();
    }

    /** The slice of nightly tests is chosen by a script that reads sources, not classes. */
    @Test
    @Timeout(60)
    void nightlySliceSeesEveryNightlyTest() throws Exception {
        var tagged =
                testClasses.stream()
                        .filter(type ->
                                TestRules.isNightly(type)
                                        || type.getMethods().stream()
                                                .anyMatch(TestRules::isNightly))
                        .map(ArchitectureTest::outermost)
                        .collect(toSet());

        var script =
                new ProcessBuilder("sh", ".ci/nightly-slice", "--list", "any-commit")
                        .directory(modules.root().toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var listed =
                new String(script.getInputStream().readAllBytes(), UTF_8)
                        .lines()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .collect(toSet());

        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        assertThat(listed).isEqualTo(tagged);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(type::getName);
    }
}
