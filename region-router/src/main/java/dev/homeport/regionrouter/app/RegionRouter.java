package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.maxmind.UnusableDatabase;
import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The region router's main. Its one argument, or {@code HOMEPORT_ROUTER_CONFIG}, names the
 * configuration file; see {@link RouterSettings}.
 *
 * <p>Exit codes: 1 it could not start, 2 its settings are wrong, 143 it was ended by SIGTERM and
 * has drained. Whatever keeps it from starting is one line on stderr each.
 */
@QuarkusMain
public final class RegionRouter {

    private static final String CONFIG_VARIABLE = "HOMEPORT_ROUTER_CONFIG";
    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;

    // The container makes its beans by itself, so what main has made must stand somewhere.
    private static volatile @Nullable RouterParts parts;

    private RegionRouter() {}

    /** Starts a router and returns when it has ended. */
    public static void main(String... arguments) {
        try {
            var settings = RouterSettings.read(file(arguments), System.getenv());
            parts = RouterParts.of(settings);
            settings.forQuarkus().forEach(System::setProperty);
        } catch (InvalidSettings | InvalidDocument | UnusableDatabase e) {
            complain(e.getMessage());
            System.exit(WRONG_SETTINGS);
        } catch (IOException e) {
            complain(e.toString());
            System.exit(FAILED);
        }
        Quarkus.run(arguments);
    }

    static RouterParts parts() {
        var made = parts;
        if (made == null) {
            throw new IllegalStateException("the router is started by RegionRouter.main alone");
        }
        return made;
    }

    private static Map<String, String> file(String... arguments) throws IOException {
        var named =
                arguments.length == 1
                        ? Optional.of(arguments[0])
                        : Optional.ofNullable(System.getenv(CONFIG_VARIABLE));
        if (arguments.length > 1) {
            throw new InvalidSettings(
                    List.of("more than one argument; give one configuration file"));
        }
        var properties = new Properties();
        if (named.isPresent()) {
            try (var text = Files.newBufferedReader(Path.of(named.get()))) {
                properties.load(text);
            } catch (IllegalArgumentException | IOException e) {
                throw new InvalidSettings(List.of(named.get() + ": cannot be read: " + e));
            }
        }
        var settings = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
        return settings;
    }

    private static void complain(@Nullable String problems) {
        String.valueOf(problems).lines().forEach(p -> System.err.println("region-router: " + p));
    }
}
