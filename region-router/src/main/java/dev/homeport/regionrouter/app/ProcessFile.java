package dev.homeport.regionrouter.app;

import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.Quoted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The file that every process of a fleet is given, in the router's own settings. Any key can be
 * overridden by the environment: {@code listen.router} is {@code HOMEPORT_LISTEN_ROUTER} there.
 * Keys of other processes are passed over.
 *
 * <pre>
 *   fleet                 id of the fleet
 *   node                  the router's number                                        (1)
 *   store.folder          the copies of table and topology
 *   listen.router         HOST:PORT for clients, HTTPS
 *   listen.management     HOST:PORT for health, metrics and status, plain HTTP
 *   peers.control-api     SITE/NODE=HOST:PORT,… doors of the control plane
 *   peers.access          where sites are reached until the topology says so         (nowhere)
 *   tls.key, tls.certificate, tls.authority
 *   geo.database          the country database         (beside the installed program)
 *   geo.rules             rules to use in place of the shipped ones                  (none)
 *   proxies.identities    whose headers are believed                                 (nobody's)
 *   proxies.hops          addresses of further proxies before those                  (none)
 * </pre>
 *
 * Not thread-safe.
 */
final class ProcessFile {

    private static final Path SHIPPED_DATABASE = Path.of("geo", "geo-whois-asn-country.mmdb");

    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ProcessFile(Map<String, String> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Translates a file.
     *
     * @param file its keys and values
     * @param environment environment variables, which go before the file
     * @param program the jar that was started; the shipped database lies near it
     * @return settings for {@link RouterSettings#read}
     * @throws InvalidSettings if a key is missing or malformed
     */
    static Map<String, String> settings(
            Map<String, String> file, Map<String, String> environment, Path program) {
        var translation = new ProcessFile(file, environment);
        translation.translate(program);
        if (!translation.problems.isEmpty()) {
            throw new InvalidSettings(translation.problems);
        }
        return translation.settings;
    }

    private void translate(Path program) {
        required("fleet", "fleet");
        required("store.folder", "data.folder");
        required("peers.control-api", "control.replicas");
        required("tls.key", "tls.key");
        required("tls.certificate", "tls.certificate");
        required("tls.authority", "tls.client-trust");
        listen("router", "listen");
        listen("management", "management");
        put("management.plain", "true");
        value("node").ifPresent(number -> put("node", number));
        value("geo.rules").ifPresent(rules -> put("geo.rules", rules));
        value("proxies.identities").ifPresent(who -> put("proxies.identities", who));
        value("proxies.hops").ifPresent(hops -> put("proxies.hops", hops));
        put("geo.database", value("geo.database").orElseGet(() -> shipped(program)));
        value("peers.access").ifPresent(this::access);
    }

    private void put(String setting, String value) {
        settings.put(RouterSettings.PREFIX + setting, value);
    }

    private Optional<String> value(String key) {
        var variable =
                "HOMEPORT_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(environment.getOrDefault(variable, file.get(key)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private Optional<String> required(String key) {
        var found = value(key);
        if (found.isEmpty()) {
            problems.add(key + ": is missing; set it");
        }
        return found;
    }

    private void required(String key, String setting) {
        required(key).ifPresent(found -> put(setting, found));
    }

    private void listen(String role, String setting) {
        var key = "listen." + role;
        required(key)
                .ifPresent(found -> {
                    var colon = found.lastIndexOf(':');
                    if (colon < 1) {
                        problems.add(key + ": " + Quoted.of(found) + " is not HOST:PORT");
                        return;
                    }
                    put(setting + ".address", found.substring(0, colon));
                    put(setting + ".port", found.substring(colon + 1));
                });
    }

    /** One door of each site: {@code SITE/NODE=HOST:PORT}. */
    private void access(String peers) {
        for (var peer : peers.split(",", -1)) {
            var equals = peer.indexOf('=');
            try {
                var node = NodeName.parse(peer.substring(0, Math.max(equals, 0)).strip());
                settings.putIfAbsent(
                        RouterSettings.PREFIX + "access." + node.site(),
                        "https://" + peer.substring(equals + 1).strip());
            } catch (IllegalArgumentException e) {
                problems.add("peers.access: " + Quoted.of(peer) + " is not SITE/NODE=HOST:PORT");
            }
        }
    }

    /** The database stands in a folder beside the program or beside the program's own folder. */
    private static String shipped(Path program) {
        var beside = program.toAbsolutePath().resolveSibling(SHIPPED_DATABASE);
        return Files.exists(beside)
                ? beside.toString()
                : program.toAbsolutePath()
                        .resolveSibling("..")
                        .resolve(SHIPPED_DATABASE)
                        .normalize()
                        .toString();
    }
}
