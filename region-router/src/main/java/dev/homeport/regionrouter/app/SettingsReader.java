package dev.homeport.regionrouter.app;

import dev.homeport.vocabulary.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads settings by name from a file's properties and, going before them, environment variables:
 * {@code homeport.router.listen.port} is {@code HOMEPORT_ROUTER_LISTEN_PORT} there. Collects what
 * is wrong, so that all of it can be told at once. Not thread-safe.
 */
final class SettingsReader {

    private static final Pattern DURATION_MILLIS = Pattern.compile("(\\d{1,9})(ms|s)");

    private final String prefix;
    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    SettingsReader(String prefix, Map<String, String> file, Map<String, String> environment) {
        this.prefix = prefix;
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
    }

    /** A setting that must be there; {@code absent} stands in for one that is refused. */
    <T> T required(String name, Function<String, T> reader, T absent) {
        return optional(name, reader)
                .orElseGet(() -> {
                    if (text(name).isEmpty()) {
                        problems.add(prefix + name + ": is missing; set it");
                    }
                    return absent;
                });
    }

    /** A setting that may be left out. */
    <T> Optional<T> optional(String name, Function<String, T> reader) {
        known.add(name);
        var text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text.get()));
        } catch (IllegalArgumentException e) {
            problems.add(prefix + name + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** All settings below a name, which end in words of the writer's choice. */
    Map<String, String> below(String name) {
        var values = new HashMap<String, String>();
        file.forEach((key, value) -> {
            if (key.startsWith(prefix + name + ".")) {
                known.add(key.substring(prefix.length()));
                values.put(key.substring(prefix.length() + name.length() + 1), value);
            }
        });
        return values;
    }

    private Optional<String> text(String name) {
        var key = prefix + name;
        var variable = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.getOrDefault(variable, file.get(key)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Notes something that is wrong. */
    void refuse(String problem) {
        problems.add(problem);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettings if anything was wrong, or the file has settings that nobody asked for
     */
    void finish() {
        file.keySet().stream()
                .sorted()
                .filter(key ->
                        !key.startsWith(prefix) || !known.contains(key.substring(prefix.length())))
                .forEach(key -> problems.add(key + ": is no setting of this process; take it out"));
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }

    static int port(String text) {
        return (int) number(text, 1, 65_535);
    }

    static long number(String text, long least, long most) {
        if (text.matches("\\d{1,9}")) {
            var number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                Quoted.of(text) + " is not a whole number from " + least + " to " + most);
    }

    static long millis(String text) {
        var matcher = DURATION_MILLIS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is no duration; write it as 500ms or 10s");
        }
        return Long.parseLong(matcher.group(1)) * ("s".equals(matcher.group(2)) ? 1_000 : 1);
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            Quoted.of(text) + " is neither true nor false");
        };
    }
}
