package dev.homeport.benchmarks.app;

import dev.homeport.benchmarks.append.AppendPlan;
import dev.homeport.local.address.FleetNumber;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands on the command line: {@code append} and pairs of a name and a value. Immutable and
 * thread-safe.
 *
 * @param plan what to measure
 * @param fleet the fleet number of the addresses
 * @param folder where the stores are made
 */
record Options(AppendPlan plan, FleetNumber fleet, Path folder) {

    private static final Set<String> NAMES =
            Set.of("rounds", "seconds", "in-flight", "disk-mib", "fleet-number", "folder");

    /**
     * Reads them; every one is required.
     *
     * @throws IllegalArgumentException if one is missing, unknown, malformed or out of its range
     */
    static Options parse(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("append")) {
            throw new IllegalArgumentException(
                    "benchmark: "
                            + (arguments.length == 0 ? "none is named" : arguments[0])
                            + "; there are: append, leases --journals FOLDER");
        }
        var values = new HashMap<String, String>();
        for (var i = 1; i < arguments.length; i += 2) {
            var name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "option: " + arguments[i] + " is unknown or has no value");
            }
            values.put(name, arguments[i + 1]);
        }
        return new Options(
                new AppendPlan(
                        number(values, "rounds"),
                        decimal(values, "seconds"),
                        numbers(values, "in-flight"),
                        number(values, "disk-mib")),
                new FleetNumber(number(values, "fleet-number")),
                Path.of(required(values, "folder")));
    }

    private static String required(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": is missing; give --" + name);
        }
        return value;
    }

    private static int number(Map<String, String> values, String name) {
        return number(name, required(values, name));
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is no whole number", e);
        }
    }

    private static List<Integer> numbers(Map<String, String> values, String name) {
        return Arrays.stream(required(values, name).split(",", -1))
                .map(text -> number(name, text))
                .toList();
    }

    private static BigDecimal decimal(Map<String, String> values, String name) {
        var text = required(values, name);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is no number", e);
        }
    }
}
