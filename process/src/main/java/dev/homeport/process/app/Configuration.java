package dev.homeport.process.app;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.Quoted;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Configuration values by key: from a properties file, and from the environment as {@code
 * HOMEPORT_} and the key in capitals with underscores, which wins. Immutable and thread-safe.
 */
public final class Configuration {

    /** A value is missing or wrong; the text names its key and says what it should be. */
    public static final class InvalidException extends Exception {

        private static final long serialVersionUID = 1;

        /**
         * Makes one.
         *
         * @param message names the key and says what it should be
         */
        public InvalidException(String message) {
            super(message);
        }
    }

    private final Properties file;
    private final Map<String, String> environment;

    private Configuration(Properties file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Reads a file.
     *
     * @param file the properties file
     * @param environment the environment, which goes before the file
     * @throws InvalidException if it cannot be read
     */
    public static Configuration read(Path file, Map<String, String> environment)
            throws InvalidException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidException("configuration: " + file + " cannot be read: " + e);
        }
        return new Configuration(properties, Map.copyOf(environment));
    }

    /** A value that may be left out. */
    public Optional<String> optional(String key) {
        var value = environment.getOrDefault(variable(key), file.getProperty(key, "")).strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A value that must be there. */
    public String required(String key) throws InvalidException {
        var value = optional(key);
        if (value.isEmpty()) {
            throw new InvalidException(
                    key + ": is missing; set it in the file or as " + variable(key));
        }
        return value.get();
    }

    /** Reads a value by something that throws {@link IllegalArgumentException} on a wrong one. */
    public <T> T required(String key, Function<String, T> reading) throws InvalidException {
        return read(key, required(key), reading);
    }

    private static <T> T read(String key, String value, Function<String, T> reading)
            throws InvalidException {
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidException(key + ": " + e.getMessage());
        }
    }

    /** A value in parts, joined by commas. */
    public List<String> list(String key) throws InvalidException {
        return Arrays.stream(required(key).split(",", -1)).map(String::strip).toList();
    }

    /** A number that may be left out. */
    public long number(String key, long least, long usual) throws InvalidException {
        var value = optional(key);
        if (value.isEmpty()) {
            return usual;
        }
        return read(
                key,
                value.get(),
                text -> {
                    try {
                        var number = Long.parseLong(text);
                        if (number >= least) {
                            return number;
                        }
                    } catch (NumberFormatException _) {
                        // The message below says what a number is.
                    }
                    throw new IllegalArgumentException(
                            Quoted.of(text) + " is not a number of " + least + " or more");
                });
    }

    /** An address of this machine, or one that can be looked up now. */
    public InetSocketAddress address(String key) throws InvalidException {
        var address = required(key, Configuration::hostAndPort);
        if (address.isUnresolved()) {
            throw new InvalidException(key + ": " + address.getHostString() + " is not known here");
        }
        return address;
    }

    /** The keys that stand in the file, known or not. */
    public Set<String> keysInFile() {
        return new TreeSet<>(file.stringPropertyNames());
    }

    /** Addresses by the nodes that listen there: {@code SITE/NODE=HOST:PORT,…}. */
    public SortedMap<NodeName, InetSocketAddress> peers(String key) throws InvalidException {
        var peers = new TreeMap<NodeName, InetSocketAddress>();
        for (var item : list(key)) {
            var equals = item.indexOf('=');
            if (equals < 1) {
                throw new InvalidException(
                        key + ": " + Quoted.of(item) + " is not SITE/NODE=HOST:PORT");
            }
            peers.put(
                    read(key, item.substring(0, equals), NodeName::parse),
                    read(key, item.substring(equals + 1), Configuration::hostAndPort));
        }
        return Collections.unmodifiableSortedMap(peers);
    }

    private static InetSocketAddress hostAndPort(String text) {
        var colon = text.lastIndexOf(':');
        try {
            var port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65_536) {
                return new InetSocketAddress(text.substring(0, colon), port);
            }
        } catch (NumberFormatException _) {
            // The message below says what an address looks like.
        }
        throw new IllegalArgumentException(Quoted.of(text) + " is not HOST:PORT");
    }

    private static String variable(String key) {
        return "HOMEPORT_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
