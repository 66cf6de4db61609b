package dev.homeport.regionrouter.adapter.yaml;

import dev.homeport.vocabulary.Allotment;
import dev.homeport.vocabulary.Assignment;
import dev.homeport.vocabulary.Chain;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.RoutingTable;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads and writes routing tables as files. Stateless and thread-safe. */
public final class RoutingTableFile {

    private static final String SCHEMA = "homeport/routing-table/0";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

    private RoutingTableFile() {}

    /**
     * Reads a table.
     *
     * @param document name of the document, for messages
     * @throws InvalidDocument if it is refused, with the line to blame
     */
    public static RoutingTable parse(String document, String text) {
        var root = Element.read(document, text);
        var fields =
                root.fields(
                        Set.of("schema", "fleet", "version", "allotments", "witnesses", "leases"),
                        Set.of("fences"));
        var schema = fields.of("schema");
        if (!schema.text().equals(SCHEMA)) {
            throw schema.refused(
                    "schema " + Quoted.of(schema.text()) + " is not known here; use " + SCHEMA);
        }
        var fleet = fields.of("fleet").as(FleetId::parse);
        var version = fields.of("version").whole();
        var allotments = new ArrayList<Allotment>();
        fields.of("allotments").items().forEach(item -> allotments.add(allotment(item)));
        var witnesses = sites(fields.of("witnesses"));
        var leases = leases(fields.of("leases"));
        var fences = new HashMap<SiteLog, Long>();
        fields.find("fences").ifPresent(list -> readFences(list, fences));
        return root.checked(
                () -> new RoutingTable(fleet, version, allotments, witnesses, leases, fences));
    }

    private static Allotment allotment(Element element) {
        var fields = element.fields(Set.of("shards", "chain"), Set.of());
        var links = new ArrayList<Assignment>();
        for (var item : fields.of("chain").items()) {
            var link = item.fields(Set.of("epoch", "home"), Set.of("lost"));
            var epoch = link.of("epoch").whole();
            var home = link.of("home").as(SiteId::new);
            var lost = link.find("lost").map(RoutingTableFile::sites).orElse(Set.of());
            links.add(item.checked(() -> new Assignment(new Epoch(epoch), home, lost)));
        }
        var shards = fields.of("shards").as(RoutingTableFile::shards);
        return element.checked(() -> new Allotment(shards, new Chain(links)));
    }

    private static ShardSet shards(String text) {
        var all = ShardSet.none();
        for (var part : text.split(",", -1)) {
            var range = RANGE.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException(
                        "shards: "
                                + Quoted.of(part)
                                + " is no range of shards; write them as 0-1365,2000");
            }
            var from = Integer.parseInt(range.group(1));
            var last = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            all = all.union(ShardSet.range(from, last + 1));
        }
        return all;
    }

    private static Set<SiteId> sites(Element list) {
        var sites = new HashSet<SiteId>();
        for (var item : list.items()) {
            if (!sites.add(item.as(SiteId::new))) {
                throw item.refused(Quoted.of(item.text()) + " stands in this list twice");
            }
        }
        return sites;
    }

    private static LeasePolicy leases(Element element) {
        var fields = element.fields(Set.of("ttlMillis", "longestTtlMillis"), Set.of());
        var ttls = new HashMap<SiteId, Long>();
        fields.of("ttlMillis")
                .entries()
                .forEach((site, ttl) -> ttls.put(ttl.checked(() -> new SiteId(site)), ttl.whole()));
        var longest = fields.of("longestTtlMillis").whole();
        return element.checked(() -> new LeasePolicy(ttls, longest));
    }

    private static void readFences(Element list, Map<SiteLog, Long> fences) {
        for (var item : list.items()) {
            var fields = item.fields(Set.of("site", "incarnation", "sinceVersion"), Set.of());
            var site = fields.of("site").as(SiteId::new);
            var incarnation = fields.of("incarnation").whole();
            var log = item.checked(() -> new SiteLog(site, incarnation));
            if (fences.put(log, fields.of("sinceVersion").whole()) != null) {
                throw item.refused(log + " is fenced twice");
            }
        }
    }

    /** Writes a table in the form that {@link #parse} reads. */
    public static String write(RoutingTable table) {
        var text = new StringBuilder();
        text.append("schema: ").append(SCHEMA).append('\n');
        text.append("fleet: ").append(table.fleet()).append('\n');
        text.append("version: ").append(table.version()).append('\n');
        text.append("allotments:\n");
        for (var allotment : table.allotments()) {
            text.append("  - shards: \"").append(allotment.shards()).append("\"\n    chain:\n");
            for (var link : allotment.chain().links()) {
                text.append("      - {epoch: ").append(link.epoch());
                text.append(", home: ").append(quoted(link.home()));
                var lost = link.lost().stream().sorted().map(RoutingTableFile::quoted).toList();
                text.append(lost.isEmpty() ? "" : ", lost: " + lost).append("}\n");
            }
        }
        var witnesses = table.witnesses().stream().map(RoutingTableFile::quoted).toList();
        text.append("witnesses: ").append(witnesses).append('\n');
        text.append("leases:\n  ttlMillis:\n");
        new TreeMap<>(table.leases().ttlMillis())
                .forEach((site, ttl) -> text.append("    " + quoted(site) + ": " + ttl + "\n"));
        text.append("  longestTtlMillis: " + table.leases().longestTtlMillis() + "\n");
        text.append("fences:").append(table.fences().isEmpty() ? " []\n" : "\n");
        new TreeMap<>(table.fences())
                .forEach((log, since) ->
                        text.append("  - {site: ")
                                .append(quoted(log.site()))
                                .append(", incarnation: ")
                                .append(log.incarnation())
                                .append(", sinceVersion: ")
                                .append(since)
                                .append("}\n"));
        return text.toString();
    }

    /** In quotes, so that a site called {@code no} or {@code yes} stays one for every reader. */
    private static String quoted(SiteId site) {
        return '"' + site.name() + '"';
    }
}
