package dev.homeport.local.plan;

import dev.homeport.local.address.Endpoint;
import dev.homeport.local.address.LoopbackAddress;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.certificate.CertificateRequest;
import dev.homeport.vocabulary.ProcessIdentity;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One process of a planned fleet. Immutable and thread-safe.
 *
 * @param name unique in the fleet, such as {@code shanghai-full-1}
 * @param program which program it runs
 * @param identity who it is
 * @param address where it listens
 * @param listens its endpoints by what they are for
 * @param reachableAt every address under which a peer may dial it
 * @param folder everything that it keeps
 * @param configuration the contents of its configuration file
 * @param stopOrder its place when the fleet is stopped
 */
public record PlannedProcess(
        String name,
        String program,
        ProcessIdentity identity,
        LoopbackAddress address,
        SortedMap<PortRole, Endpoint> listens,
        List<LoopbackAddress> reachableAt,
        Path folder,
        SortedMap<String, String> configuration,
        int stopOrder) {

    /** The environment variable that names a process's configuration file. */
    public static final String CONFIGURATION_VARIABLE = "HOMEPORT_CONFIG";

    /** Makes a process. */
    public PlannedProcess {
        listens = Collections.unmodifiableSortedMap(new TreeMap<>(listens));
        reachableAt = List.copyOf(reachableAt);
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
    }

    /** Returns the endpoint for a role, if the process has one. */
    public Optional<Endpoint> listensFor(PortRole role) {
        return Optional.ofNullable(listens.get(role));
    }

    /** Returns the file with the process's configuration, in the format of Java properties. */
    public Path configurationFile() {
        return folder.resolve("homeport.properties");
    }

    /**
     * Returns whether the process has a store that is formatted once, when the fleet is made. A
     * database server is provisioned in its own way, and what stands outside the sites keeps only
     * copies.
     */
    public boolean keepsAStore() {
        return identity.site().isPresent() && !program.equals(FleetLayout.DATABASE);
    }

    /** Returns the file by which the process is told to format its store, once. */
    public Path formatOrderFile() {
        return folder.resolve("format.order");
    }

    /** Returns the file that takes the process's output. */
    public Path logFile() {
        return folder.resolve("log").resolve(name + ".log");
    }

    /** Returns where the process's certificate belongs. */
    public CertificateFiles certificateFiles() {
        return new CertificateFiles(folder.resolve("certificate"));
    }

    /** Returns the certificate that the process needs. */
    public CertificateRequest certificateRequest() {
        return new CertificateRequest(
                identity,
                reachableAt.stream()
                        .map(LoopbackAddress::toInetAddress)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns what the process finds in its environment. */
    public Map<String, String> environment() {
        return Map.of(CONFIGURATION_VARIABLE, configurationFile().toString());
    }

    /** Returns the text of the configuration file. */
    public String configurationText() {
        var text = new StringBuilder();
        configuration.forEach(
                (key, value) -> text.append(key).append('=').append(escaped(value)).append('\n'));
        return text.toString();
    }

    /** As {@link java.util.Properties} reads it back. */
    private static String escaped(String value) {
        var escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return escaped.startsWith(" ") ? "\\" + escaped : escaped;
    }
}
