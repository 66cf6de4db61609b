package dev.homeport.cli.app;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the command line stands. Immutable and thread-safe.
 *
 * @param root the root of the repository, with the programs
 * @param state the folder with everything that a local fleet keeps
 */
record Surroundings(Path root, Path state) {

    private static final String ROOT_VARIABLE = "HOMEPORT_ROOT";
    private static final String STATE_VARIABLE = "HOMEPORT_STATE";

    static Surroundings of(Map<String, String> environment) {
        var named = environment.getOrDefault(ROOT_VARIABLE, "");
        var root = named.isBlank() ? fromTheJar() : Path.of(named);
        var state = environment.getOrDefault(STATE_VARIABLE, "");
        return new Surroundings(
                root.toAbsolutePath().normalize(),
                (state.isBlank() ? root.resolve(".homeport") : Path.of(state))
                        .toAbsolutePath()
                        .normalize());
    }

    /** The jar is built as ROOT/cli/target/homeport-cli.jar. */
    private static Path fromTheJar() {
        try {
            var jar = Surroundings.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(jar.toURI()).resolve("../../..");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program does not know where it is installed", e);
        }
    }
}
