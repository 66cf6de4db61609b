package dev.homeport.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may depend on whom: between modules, and between the layers inside one. */
final class ModuleRules {

    /**
     * Module, by its package, to those that it may use besides the vocabulary. A module that is
     * missing here is a violation, so its place in the picture is decided when it is made.
     */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry("vocabulary", Set.of()),
                    entry("wire", Set.of()),
                    entry("client", Set.of("wire")),
                    entry("quorumqueue", Set.of("wire")),
                    entry("regionrouter", Set.of("wire", "process")),
                    entry("process", Set.of()),
                    entry("wireformat", Set.of("wire")),
                    entry(
                            "dcnode",
                            Set.of("wire", "wireformat", "process", "quorumqueue", "coordinator")),
                    // Its main also hosts the site's voter of the coordinator.
                    entry(
                            "controlplane",
                            Set.of("wire", "wireformat", "process", "quorumqueue", "coordinator")),
                    entry("coordinator", Set.of("wire", "process", "quorumqueue")),
                    entry("local", Set.of("wire", "client")),
                    entry("drills", Set.of("wire", "wireformat", "client", "local")),
                    entry(
                            "cli",
                            Set.of(
                                    "wire",
                                    "wireformat",
                                    "client",
                                    "local",
                                    "drills",
                                    "regionrouter",
                                    "simulation")),
                    entry(
                            "simulation",
                            Set.of(
                                    "quorumqueue",
                                    "regionrouter",
                                    "dcnode",
                                    "controlplane",
                                    "coordinator",
                                    "client")),
                    entry(
                            "benchmarks",
                            Set.of(
                                    "wire",
                                    "wireformat",
                                    "client",
                                    "local",
                                    "simulation",
                                    "quorumqueue",
                                    "regionrouter",
                                    "dcnode",
                                    "controlplane",
                                    "coordinator")));

    private final String root;

    /**
     * @param root the package whose children are the modules
     */
    ModuleRules(String root) {
        this.root = root;
    }

    Stream<NamedRule> all() {
        return Stream.of(
                new NamedRule(
                        "modules depend on each other as drawn", modulesDependOnEachOtherAsDrawn()),
                new NamedRule("vocabulary needs only the JDK", vocabularyNeedsOnlyTheJdk()),
                new NamedRule(
                        "a site knows the coordinator by its nouns",
                        aSiteKnowsTheCoordinatorByItsNouns()),
                new NamedRule("packages have no cycles", packagesHaveNoCycles()),
                new NamedRule("cores know no edges", coresKnowNoEdges()),
                new NamedRule("adapters know no wiring", adaptersKnowNoWiring()),
                new NamedRule("the simulator runs cores alone", theSimulatorRunsCoresAlone()));
    }

    private ArchRule modulesDependOnEachOtherAsDrawn() {
        return classes()
                .that()
                .resideInAPackage(root + ".*..")
                .should(
                        new ArchCondition<JavaClass>("use only the modules below their own") {
                            @Override
                            public void check(JavaClass from, ConditionEvents events) {
                                checkUsedModules(from, events);
                            }
                        })
                .as("modules depend on each other as drawn in docs/ARCHITECTURE.md");
    }

    private void checkUsedModules(JavaClass from, ConditionEvents events) {
        var module = moduleOf(from).orElseThrow();
        var allowed = MAY_USE.get(module);
        if (allowed == null) {
            events.add(
                    SimpleConditionEvent.violated(
                            from,
                            from.getName()
                                    + " is in module \""
                                    + module
                                    + "\", which has no place in ModuleRules.MAY_USE yet"));
            return;
        }
        for (var dependency : from.getDirectDependenciesFromSelf()) {
            var target = moduleOf(dependency.getTargetClass()).orElse(module);
            if (!target.equals(module)
                    && !target.equals("vocabulary")
                    && !allowed.contains(target)) {
                events.add(
                        SimpleConditionEvent.violated(
                                from,
                                module
                                        + " may not use "
                                        + target
                                        + ": "
                                        + dependency.getDescription()));
            }
        }
    }

    private Optional<String> moduleOf(JavaClass type) {
        var prefix = root + ".";
        return type.getPackageName().startsWith(prefix)
                ? Optional.of(type.getPackageName().substring(prefix.length()).split("\\.", 2)[0])
                : Optional.empty();
    }

    private ArchRule vocabularyNeedsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage(root + ".vocabulary..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(root + ".vocabulary..", "java..", "org.jspecify.annotations..");
    }

    private ArchRule aSiteKnowsTheCoordinatorByItsNouns() {
        var coordinator = root + ".coordinator";
        return noClasses()
                .that()
                .resideInAPackage(root + ".dcnode..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(coordinator + "..")
                                .and(
                                        not(
                                                resideInAnyPackage(
                                                        coordinator,
                                                        coordinator + ".adapter.file..",
                                                        coordinator + ".allocation..",
                                                        coordinator + ".claim..",
                                                        coordinator + ".grant..",
                                                        coordinator + ".handle.."))));
    }

    private ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)")
                .namingSlices("package $1")
                .should()
                .beFreeOfCycles();
    }

    private ArchRule coresKnowNoEdges() {
        return noClasses()
                .that(areInACore(root))
                .should()
                .dependOnClassesThat(areOurs().and(resideInAnyPackage("..adapter..", "..app..")));
    }

    private ArchRule adaptersKnowNoWiring() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..adapter..")
                .should()
                .dependOnClassesThat(areOurs().and(resideInAPackage("..app..")));
    }

    private ArchRule theSimulatorRunsCoresAlone() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".simulation..")
                .should()
                .dependOnClassesThat(
                        areOurs()
                                .and(resideInAnyPackage("..adapter..", "..app.."))
                                .and(not(resideInAPackage(root + ".simulation.."))));
    }

    private DescribedPredicate<JavaClass> areOurs() {
        return resideInAPackage(root + "..");
    }

    /** Not at an edge, and not generated. */
    static DescribedPredicate<JavaClass> areInACore(String root) {
        return resideInAPackage(root + "..")
                .and(not(resideInAnyPackage("..adapter..", "..app..", root + ".wire..")))
                .as("are in a core (neither adapter nor app)");
    }
}
