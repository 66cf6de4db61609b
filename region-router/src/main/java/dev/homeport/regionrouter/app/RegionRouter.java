package dev.homeport.regionrouter.app;

import dev.homeport.regionrouter.adapter.maxmind.UnusableDatabase;
import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.File;
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
 * The region router's main. As a process of a fleet it reads the file that {@code HOMEPORT_CONFIG}
 * names; see {@link ProcessFile}. Standing alone, its one argument, or {@code
 * HOMEPORT_ROUTER_CONFIG}, names the file; see {@link RouterSettings}.
 *
 * <p>Exit codes: 1 it could not start; its settings are wrong, so that starting again does not
 * help: 78 in a fleet, else 2; it was ended by SIGTERM and has drained: 0 in a fleet, else 143.
 * Whatever keeps it from starting is one line on stderr each.
 */
@QuarkusMain
public final class RegionRouter {

    private static final String FLEET_VARIABLE = "HOMEPORT_CONFIG";
    private static final String CONFIG_VARIABLE = "HOMEPORT_ROUTER_CONFIG";
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;
    private static final int REFUSED = 78;

    // The container makes its beans by itself, so what main has made must stand somewhere.
    private static volatile @Nullable RouterParts parts;

    private RegionRouter() {}

    /** Starts a router and returns when it has ended. */
    public static void main(String... arguments) {
        var ofFleet = arguments.length == 0 ? System.getenv(FLEET_VARIABLE) : null;
        try {
            var settings =
                    ofFleet == null
                            ? RouterSettings.read(file(arguments), System.getenv())
                            : RouterSettings.read(
                                    ProcessFile.settings(read(ofFleet), System.getenv(), program()),
                                    Map.of());
            parts = RouterParts.of(settings);
            settings.forQuarkus().forEach(System::setProperty);
        } catch (InvalidSettings | InvalidDocument | UnusableDatabase e) {
            complain(e.getMessage());
            System.exit(ofFleet == null ? WRONG_SETTINGS : REFUSED);
        } catch (IOException e) {
            complain(e.toString());
            System.exit(FAILED);
        }
        if (ofFleet == null) {
            Quarkus.run(arguments);
        } else {
            exitWellOnSignal();
            Quarkus.run(null, RegionRouter::ended, arguments);
        }
    }

    /** How a router ends that was not told to. */
    private static void ended(Integer code, @Nullable Throwable cause) {
        if (cause != null) {
            complain(cause.toString());
        }
        Runtime.getRuntime().halt(code);
    }

    /** A JVM that was told to stop would exit with 143, once its hooks are done. */
    private static void exitWellOnSignal() {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    var running = Application.currentApplication();
                                    if (running != null) {
                                        running.awaitShutdown();
                                    }
                                    Runtime.getRuntime().halt(STOPPED);
                                }));
    }

    /** The jar that was started. */
    private static Path program() {
        return Path.of(System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0]);
    }

    static RouterParts parts() {
        var made = parts;
        if (made == null) {
            throw new IllegalStateException("the router is started by RegionRouter.main alone");
        }
        return made;
    }

    private static Map<String, String> file(String... arguments) {
        var named =
                arguments.length == 1
                        ? Optional.of(arguments[0])
                        : Optional.ofNullable(System.getenv(CONFIG_VARIABLE));
        if (arguments.length > 1) {
            throw new InvalidSettings(
                    List.of("more than one argument; give one configuration file"));
        }
        return named.isPresent() ? read(named.get()) : Map.of();
    }

    private static Map<String, String> read(String file) {
        var properties = new Properties();
        try (var text = Files.newBufferedReader(Path.of(file))) {
            properties.load(text);
        } catch (IllegalArgumentException | IOException e) {
            throw new InvalidSettings(List.of(file + ": cannot be read: " + e));
        }
        var settings = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
        return settings;
    }

    private static void complain(@Nullable String problems) {
        String.valueOf(problems).lines().forEach(p -> System.err.println("region-router: " + p));
    }
}
