package dev.homeport.dcnode.app;

import dev.homeport.dcnode.home.adapter.grpc.TlsFiles;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a witness process is configured with. Every key stands in a properties file, or in the
 * environment as {@code HOMEPORT_} and the key in capitals with underscores, which wins.
 *
 * <pre>
 *   fleet                  id of the fleet
 *   site                   the site whose witness this is
 *   data                   folder of the store and the journal; formatted before the first start
 *   listen                 HOST:PORT for holders and witnesses
 *   http                   HOST:PORT for health, metrics and status
 *   tls.key                private key, PEM (PKCS #8)
 *   tls.certificate        certificate, PEM
 *   tls.authority          certificate of the fleet's authority, PEM
 *   witness.SITE           HOST:PORT at which the witness of another site is dialled, one line each
 *   drain.millis           how long a stop may take (5000)
 *   journal.bytes          bound of the journal (67108864)
 * </pre>
 *
 * @param fleet the fleet
 * @param site the site whose witness this is
 * @param data folder of the store and the journal
 * @param listen where holders and witnesses call
 * @param http where health, metrics and status are asked for, unless the process that it is part of
 *     is asked
 * @param tls key and certificates
 * @param others where each other witness is dialled
 * @param drainMillis how long a stop may take
 * @param journalBytes bound of the journal
 */
record WitnessConfig(
        FleetId fleet,
        SiteId site,
        Path data,
        InetSocketAddress listen,
        Optional<InetSocketAddress> http,
        TlsFiles tls,
        Map<SiteId, InetSocketAddress> others,
        long drainMillis,
        long journalBytes) {

    /** The folder of the store. */
    Path store() {
        return data.resolve("store");
    }

    /** The file of the journal. */
    Path journal() {
        return data.resolve("journal");
    }

    private static final String OTHER = "witness.";

    /** A key is missing, wrong or unknown; the text names it. */
    static final class ConfigException extends Exception {

        private static final long serialVersionUID = 1;

        ConfigException(String message) {
            super(message);
        }
    }

    private record Keys(Map<String, String> values, Set<String> used) {

        String required(String key) throws ConfigException {
            used.add(key);
            var value = values.get(key);
            if (value == null || value.isBlank()) {
                throw new ConfigException(
                        key + ": is missing; set it in the file or as " + variable(key));
            }
            return value.strip();
        }

        long number(String key, long usual) throws ConfigException {
            used.add(key);
            var value = values.get(key);
            if (value == null) {
                return usual;
            }
            try {
                var number = Long.parseLong(value.strip());
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw wrong(key, value, "a number of 0 or more");
            }
            throw wrong(key, value, "a number of 0 or more");
        }

        InetSocketAddress address(String key) throws ConfigException {
            var value = required(key);
            var colon = value.lastIndexOf(':');
            try {
                var port = Integer.parseInt(value.substring(colon + 1));
                if (colon > 0 && port > 0 && port < 65_536) {
                    return new InetSocketAddress(
                            InetAddress.getByName(value.substring(0, colon)), port);
                }
            } catch (NumberFormatException | UnknownHostException e) {
                throw wrong(key, value, "HOST:PORT");
            }
            throw wrong(key, value, "HOST:PORT");
        }
    }

    private static ConfigException wrong(String key, String value, String wanted) {
        return new ConfigException(key + ": " + Quoted.of(value) + " is not " + wanted);
    }

    private static String variable(String key) {
        return "HOMEPORT_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * Reads a configuration.
     *
     * @throws ConfigException if a key is missing, wrong or unknown
     * @throws IOException if the file cannot be read
     */
    static WitnessConfig read(Path file, Map<String, String> environment)
            throws ConfigException, IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": is not a properties file: " + e.getMessage());
        }
        var values = new TreeMap<String, String>();
        for (var key : properties.stringPropertyNames()) {
            var value = environment.get(variable(key));
            values.put(key, value == null ? properties.getProperty(key) : value);
        }
        for (var key : KNOWN) {
            var value = environment.get(variable(key));
            if (value != null) {
                values.put(key, value);
            }
        }
        var keys = new Keys(values, new TreeSet<>());
        var config = read(keys);
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(keys.used());
        if (!unknown.isEmpty()) {
            throw new ConfigException(
                    unknown.first()
                            + ": is no key of a witness; known are "
                            + KNOWN
                            + " and witness.SITE");
        }
        return config;
    }

    private static final Set<String> KNOWN =
            Collections.unmodifiableSet(
                    new TreeSet<>(
                            Set.of(
                                    "fleet",
                                    "site",
                                    "data",
                                    "listen",
                                    "http",
                                    "tls.key",
                                    "tls.certificate",
                                    "tls.authority",
                                    "drain.millis",
                                    "journal.bytes")));

    private static WitnessConfig read(Keys keys) throws ConfigException {
        try {
            var others = new TreeMap<SiteId, InetSocketAddress>();
            for (var key : keys.values().keySet()) {
                if (key.startsWith(OTHER)) {
                    others.put(new SiteId(key.substring(OTHER.length())), keys.address(key));
                }
            }
            var site = new SiteId(keys.required("site"));
            if (others.containsKey(site)) {
                throw new ConfigException(OTHER + site + ": is this witness itself; leave it out");
            }
            return new WitnessConfig(
                    FleetId.parse(keys.required("fleet")),
                    site,
                    Path.of(keys.required("data")),
                    keys.address("listen"),
                    Optional.of(keys.address("http")),
                    new TlsFiles(
                            Path.of(keys.required("tls.key")),
                            Path.of(keys.required("tls.certificate")),
                            Path.of(keys.required("tls.authority"))),
                    others,
                    keys.number("drain.millis", 5_000),
                    keys.number("journal.bytes", 64 << 20));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
