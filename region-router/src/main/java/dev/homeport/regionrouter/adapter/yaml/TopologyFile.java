package dev.homeport.regionrouter.adapter.yaml;

import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads where sites are reached, and who stands in for them. Stateless and thread-safe. */
public final class TopologyFile {

    private static final String SCHEMA = "homeport/topology/0";
    private static final String EVACUATED = "evacuated";

    /**
     * Where sites are reached. Immutable and thread-safe.
     *
     * @param version grows whenever the control plane decides anything
     * @param access the addresses of each site's door, the preferred one first
     * @param evacuated the sites that are home of nobody, by an operator's wish
     * @param standIns who takes the newcomers of a site meanwhile
     */
    public record Topology(
            long version,
            Map<SiteId, List<URI>> access,
            Set<SiteId> evacuated,
            Map<SiteId, SiteId> standIns) {

        /** Makes a topology. */
        public Topology {
            access = Map.copyOf(access);
            evacuated = Set.copyOf(evacuated);
            standIns = Map.copyOf(standIns);
        }
    }

    private TopologyFile() {}

    /**
     * Reads a document.
     *
     * @param document name of the document, for messages
     * @throws InvalidDocument if it is refused, with the line to blame
     */
    public static Topology parse(String document, String text) {
        var root = Element.read(document, text);
        var fields = root.fields(Set.of("schema", "version", "sites"), Set.of());
        var schema = fields.of("schema");
        if (!schema.text().equals(SCHEMA)) {
            throw schema.refused(
                    "schema " + Quoted.of(schema.text()) + " is not known here; use " + SCHEMA);
        }
        var access = new LinkedHashMap<SiteId, List<URI>>();
        var evacuated = new HashSet<SiteId>();
        var standIns = new LinkedHashMap<SiteId, SiteId>();
        for (var item : fields.of("sites").items()) {
            var site = item.fields(Set.of("name", "state", "access"), Set.of("standIn"));
            var name = site.of("name").as(SiteId::new);
            var addresses =
                    site.of("access").items().stream().map(one -> one.as(URI::create)).toList();
            if (access.put(name, addresses) != null) {
                throw item.refused(name + " stands in this list twice");
            }
            if (site.of("state").text().equals(EVACUATED)) {
                evacuated.add(name);
            }
            site.find("standIn").ifPresent(other -> standIns.put(name, other.as(SiteId::new)));
        }
        return new Topology(fields.of("version").whole(), access, evacuated, standIns);
    }
}
