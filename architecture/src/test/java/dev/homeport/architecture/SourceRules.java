package dev.homeport.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Names, nullness and serialization of everything that people write; generated code is left out.
 */
final class SourceRules {

    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    "common",
                    "util",
                    "utils",
                    "helper",
                    "helpers",
                    "impl",
                    "manager",
                    "managers",
                    "misc");

    private final DescribedPredicate<JavaClass> written;

    /**
     * @param root the package whose children are the modules
     */
    SourceRules(String root) {
        this.written =
                JavaClass.Predicates.resideInAPackage(root + "..")
                        .and(
                                DescribedPredicate.not(
                                        JavaClass.Predicates.resideInAPackage(root + ".wire..")))
                        .as("are written by people");
    }

    Stream<NamedRule> all() {
        return Stream.of(
                new NamedRule("names say something", namesSaySomething()),
                new NamedRule("packages are null-marked", packagesAreNullMarked()),
                new NamedRule("nothing is serialized by Java", nothingIsSerializedByJava()));
    }

    private ArchRule namesSaySomething() {
        return classes()
                .that(written)
                .should(
                        new ArchCondition<JavaClass>("have names that say what they are") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                var empty =
                                        Arrays.stream(type.getPackageName().split("\\."))
                                                        .anyMatch(EMPTY_WORDS::contains)
                                                || type.getSimpleName()
                                                        .matches(
                                                                ".*(Utils?|Helpers?|Impl|Managers?|Common)");
                                if (empty) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    type,
                                                    type.getName()
                                                            + ": name it after its purpose"));
                                }
                            }
                        });
    }

    private ArchRule packagesAreNullMarked() {
        return classes()
                .that(written)
                .should(
                        new ArchCondition<JavaClass>("be in a package with @NullMarked") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                var marked =
                                        type.getPackage()
                                                .tryGetPackageInfo()
                                                .filter(info ->
                                                        info.isAnnotatedWith(NullMarked.class))
                                                .isPresent();
                                if (!marked) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    type,
                                                    type.getPackageName()
                                                            + " has no package-info.java with"
                                                            + " @NullMarked"));
                                }
                            }
                        });
    }

    private ArchRule nothingIsSerializedByJava() {
        return noClasses()
                .that(written)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
                .orShould(
                        new ArchCondition<JavaClass>("implement Serializable by its own wish") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                if (type.getRawInterfaces().stream()
                                        .anyMatch(i -> i.isEquivalentTo(Serializable.class))) {
                                    events.add(
                                            SimpleConditionEvent.satisfied(
                                                    type,
                                                    type.getName() + " implements Serializable"));
                                }
                            }
                        });
    }
}
