package dev.homeport.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.platform.commons.annotation.Testable;

/** What holds for tests, so that none is left out without anyone noticing. */
final class TestRules {

    private final String root;

    /**
     * @param root the package whose children are the modules
     */
    TestRules(String root) {
        this.root = root;
    }

    Stream<NamedRule> all() {
        return Stream.of(
                new NamedRule("tests are named so that they run", testsAreNamedSoThatTheyRun()),
                new NamedRule("tests do not sleep", testsDoNotSleep()));
    }

    private ArchRule testsAreNamedSoThatTheyRun() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and(DescribedPredicate.describe("hold tests", TestRules::holdsTests))
                .should()
                .haveSimpleNameEndingWith("Test")
                .orShould()
                .haveSimpleNameEndingWith("IT")
                .because(
                        "Surefire runs *Test and Failsafe *IT, and both skip any other in silence");
    }

    private ArchRule testsDoNotSleep() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "the target is a sleep",
                                call ->
                                        call.getName().equals("sleep")
                                                && call.getTargetOwner()
                                                        .getPackageName()
                                                        .startsWith("java.")))
                .because("a test waits for what it needs, with a deadline (Awaitility)");
    }

    private static boolean holdsTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(TestRules::isTest);
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }

    static boolean isNightly(HasAnnotations<?> element) {
        return element.getAnnotations().stream()
                .flatMap(TestRules::tags)
                .anyMatch("nightly"::equals);
    }

    private static Stream<String> tags(JavaAnnotation<?> annotation) {
        if (annotation.getRawType().isEquivalentTo(Tag.class)) {
            return Stream.of(annotation.as(Tag.class).value());
        }
        if (annotation.getRawType().isEquivalentTo(Tags.class)) {
            return Stream.of(annotation.as(Tags.class).value()).map(Tag::value);
        }
        return Stream.empty();
    }
}
