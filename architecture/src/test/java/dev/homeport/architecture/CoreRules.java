package dev.homeport.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.homeport.architecture.ModuleRules.areInACore;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;

/** What a core may not touch: time, chance, and every technology. */
final class CoreRules {

    private static final Set<String> CLOCK_READS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.TimeUnit.sleep",
                    "java.time.InstantSource.system",
                    "java.util.Calendar.getInstance");

    private static final Set<String> CHANCE =
            Set.of(
                    "java.lang.Math.random",
                    "java.lang.StrictMath.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.util.random.RandomGenerator.getDefault",
                    "java.util.random.RandomGenerator.of");

    /** They read a clock or a source of chance when they are made without an argument. */
    private static final Set<String> NOT_WITHOUT_ARGUMENT =
            Set.of(
                    "java.util.Date",
                    "java.util.GregorianCalendar",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.security.SecureRandom");

    /** Sets of rules from which one can be taken, by the method {@code without}. */
    private static final Set<String> REMOVABLE = Set.of("LeaseRules", "MoveRules");

    private static final String[] TECHNOLOGIES = {
        "ch.vorburger..",
        "com.fasterxml.jackson..",
        "com.github.benmanes..",
        "com.google.protobuf..",
        "com.maxmind..",
        "com.mysql..",
        "com.password4j..",
        "io.fabric8..",
        "io.grpc..",
        "io.netty..",
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "jakarta..",
        "java.net.http..",
        "java.nio.channels..",
        "java.sql..",
        "javax.net..",
        "javax.sql..",
        "org.apache.ratis..",
        "org.bouncycastle..",
        "org.flywaydb..",
        "org.infinispan..",
        "org.jgroups..",
        "org.rocksdb.."
    };

    private final String root;

    /**
     * @param root the package whose children are the modules
     */
    CoreRules(String root) {
        this.root = root;
    }

    Stream<NamedRule> all() {
        return Stream.of(
                new NamedRule("cores read no clock and roll no dice", coresAreGivenTimeAndChance()),
                new NamedRule("cores know no technology", coresKnowNoTechnology()),
                new NamedRule("cores do not know the wire", coresDoNotKnowTheWire()),
                new NamedRule("only the simulator removes rules", rulesAreRemovedBySimulation()));
    }

    private ArchRule coresAreGivenTimeAndChance() {
        return noClasses()
                .that(areInACore(root))
                .should(
                        new ArchCondition<JavaClass>("read a clock or roll dice by itself") {
                            @Override
                            public void check(JavaClass from, ConditionEvents events) {
                                for (var access : from.getCodeUnitAccessesFromSelf()) {
                                    if (isReadOfTimeOrChance(access)) {
                                        events.add(
                                                SimpleConditionEvent.satisfied(
                                                        from, access.getDescription()));
                                    }
                                }
                            }
                        })
                .because("a core is given the time and the source of chance by its caller");
    }

    private static boolean isReadOfTimeOrChance(JavaCodeUnitAccess<?> access) {
        var owner = access.getTargetOwner().getName();
        var name = access.getTarget().getName();
        var parameters = access.getTarget().getRawParameterTypes();
        var full = owner + "." + name;
        if (CLOCK_READS.contains(full) || CHANCE.contains(full)) {
            return true;
        }
        if (name.equals("<init>")) {
            return parameters.isEmpty() && NOT_WITHOUT_ARGUMENT.contains(owner);
        }
        if (owner.equals("java.time.Clock")) {
            return name.startsWith("system") || (name.startsWith("tick") && parameters.size() == 1);
        }
        // Instant.now(), LocalDate.now(zone) and so on; now(clock) is given its time.
        return owner.startsWith("java.time.")
                && name.equals("now")
                && parameters.stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private ArchRule coresKnowNoTechnology() {
        return noClasses()
                .that(areInACore(root))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TECHNOLOGIES)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Server|Datagram|Multicast)?Socket")
                .because("a technology is used in adapter.<technology> or in app");
    }

    /** Tests do too, and are not among the classes that this is about. */
    private ArchRule rulesAreRemovedBySimulation() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".simulation..")
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "the target removes a rule",
                                access ->
                                        access.getTarget().getName().equals("without")
                                                && REMOVABLE.contains(
                                                        access.getTargetOwner().getSimpleName())))
                .because("what is shipped keeps to every rule");
    }

    private ArchRule coresDoNotKnowTheWire() {
        return noClasses()
                .that(areInACore(root))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".wire..")
                .because("an adapter translates between messages on the wire and a core's nouns");
    }
}
