package dev.homeport.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules that the root pom lists, and the classes that this build has made of them.
 *
 * <p>They are found by path and not through dependencies of this module: so a new module falls
 * under the rules the moment that it is listed, and no one has to remember it here.
 *
 * @param root folder of the root pom
 * @param names the modules, in the order of the pom
 */
record BuiltModules(Path root, List<String> names) {

    /** The checkout that this test runs in; Surefire starts tests in the folder of their module. */
    static BuiltModules ofThisCheckout() throws Exception {
        var root = Path.of("..").toRealPath();
        return new BuiltModules(root, Pom.read(root.resolve("pom.xml")).modules());
    }

    /** What the modules ship. */
    JavaClasses classes() {
        return imported("src/main/java", "target/classes");
    }

    /** What the modules test with. */
    JavaClasses testClasses() {
        return imported("src/test/java", "target/test-classes");
    }

    /** The sources of what the modules ship. */
    List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var module : others().toList()) {
            var folder = root.resolve(module).resolve("src/main/java");
            if (Files.isDirectory(folder)) {
                try (var files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return List.copyOf(sources);
    }

    private JavaClasses imported(String sources, String classes) {
        var withSources =
                others().map(root::resolve)
                        .filter(module -> Files.isDirectory(module.resolve(sources)))
                        .toList();
        var notBuilt =
                withSources.stream()
                        .filter(module -> !Files.isDirectory(module.resolve(classes)))
                        .map(module -> module.getFileName().toString())
                        .collect(joining(", "));
        if (!notBuilt.isEmpty()) {
            throw new IllegalStateException(
                    "not built before this module: "
                            + notBuilt
                            + ". Build the whole project, with \"architecture\" last in the root"
                            + " pom.");
        }
        return new ClassFileImporter()
                .importPaths(withSources.stream().map(module -> module.resolve(classes)).toList());
    }

    private Stream<String> others() {
        return names.stream().filter(name -> !name.equals("architecture"));
    }
}
