package dev.homeport.local.adapter.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.address.Endpoint;
import dev.homeport.local.certificate.CertificateFiles;
import dev.homeport.local.contact.FleetContacts;
import dev.homeport.local.database.DatabaseSettings;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The file {@code fleet.json} of a state folder. Stateless.
 *
 * <pre>
 * {"fleet":"ID","router":"https://…","authority":"authority/authority.pem",
 *  "proxy":{"certificate":"/…","key":"/…"},"operator":{"certificate":"/…","key":"/…"},
 *  "sites":{"shanghai":{"access":"https://…","control":"https://…","management":{"shanghai-full-1":"http://…",…},
 *           "database":{"process":"…","url":"jdbc:mysql://…","folder":"/…"}},…},
 *  "outside":{"router-2":"http://…"},"wan":"http://…"}
 * </pre>
 */
public final class FleetContactsFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JDBC = "jdbc:mysql://";

    private FleetContactsFile() {}

    /** Returns the file of a state folder. */
    public static Path in(Path stateFolder) {
        return stateFolder.resolve("fleet.json");
    }

    /** Writes the file of a state folder. */
    public static void write(Path stateFolder, FleetContacts contacts) throws IOException {
        var root = JSON.createObjectNode().put("fleet", contacts.fleet().toString());
        contacts.router().ifPresent(at -> root.put("router", at.toString()));
        root.put("authority", contacts.authority().toString());
        contacts.proxy().ifPresent(proxy -> write(proxy, root.putObject("proxy")));
        contacts.operator().ifPresent(operator -> write(operator, root.putObject("operator")));
        var sites = root.putObject("sites");
        contacts.sites().forEach((site, each) -> write(each, sites.putObject(site.name())));
        write(contacts.outside(), root.putObject("outside"));
        root.put("wan", "http://" + contacts.wan());
        PrivateFiles.write(in(stateFolder), root.toPrettyString() + "\n");
    }

    private static void write(CertificateFiles files, ObjectNode into) {
        into.put("certificate", files.certificate().toString())
                .put("key", files.privateKey().toString());
    }

    private static void write(FleetContacts.Site site, ObjectNode into) {
        site.access().ifPresent(at -> into.put("access", at.toString()));
        site.control().ifPresent(at -> into.put("control", at.toString()));
        write(site.management(), into.putObject("management"));
        site.database()
                .ifPresent(database ->
                        into.putObject("database")
                                .put("process", database.process())
                                .put(
                                        "url",
                                        JDBC + database.listen() + "/" + DatabaseSettings.SCHEMA)
                                .put("folder", database.folder().toString()));
    }

    private static void write(SequencedMap<String, URI> addresses, ObjectNode into) {
        addresses.forEach((name, at) -> into.put(name, at.toString()));
    }

    /**
     * Reads the file of a state folder; nothing if there is none.
     *
     * @throws IOException if it cannot be read or is not such a file; the message names it
     */
    public static Optional<FleetContacts> read(Path stateFolder) throws IOException {
        var file = in(stateFolder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(contacts(JSON.readTree(Files.readString(file))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged (" + e.getMessage() + "); 'homeport up' writes it anew", e);
        }
    }

    private static FleetContacts contacts(JsonNode root) {
        var sites = new LinkedHashMap<SiteId, FleetContacts.Site>();
        root.path("sites")
                .properties()
                .forEach(each -> sites.put(new SiteId(each.getKey()), site(each.getValue())));
        return new FleetContacts(
                FleetId.parse(root.path("fleet").asText()),
                address(root.path("router")),
                Path.of(root.path("authority").asText()),
                identity(root.path("proxy").path("certificate")),
                identity(root.path("operator").path("certificate")),
                sites,
                addresses(root.path("outside")),
                Endpoint.parse(root.path("wan").asText().replaceFirst("^http://", "")));
    }

    private static Optional<CertificateFiles> identity(JsonNode certificate) {
        return certificate.isTextual()
                ? Optional.ofNullable(Path.of(certificate.asText()).getParent())
                        .map(CertificateFiles::new)
                : Optional.empty();
    }

    private static FleetContacts.Site site(JsonNode node) {
        var database = node.path("database");
        return new FleetContacts.Site(
                address(node.path("access")),
                address(node.path("control")),
                addresses(node.path("management")),
                database.isObject() ? Optional.of(database(database)) : Optional.empty());
    }

    private static FleetContacts.Database database(JsonNode node) {
        var url = node.path("url").asText();
        return new FleetContacts.Database(
                node.path("process").asText(),
                Endpoint.parse(url.substring(JDBC.length(), url.lastIndexOf('/'))),
                Path.of(node.path("folder").asText()));
    }

    private static Optional<URI> address(JsonNode node) {
        return node.isTextual() ? Optional.of(URI.create(node.asText())) : Optional.empty();
    }

    private static SequencedMap<String, URI> addresses(JsonNode node) {
        var addresses = new LinkedHashMap<String, URI>();
        node.properties()
                .forEach(
                        each -> addresses.put(each.getKey(), URI.create(each.getValue().asText())));
        return addresses;
    }
}
