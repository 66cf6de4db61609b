package dev.homeport.regionrouter.adapter.yaml;

import dev.homeport.regionrouter.geography.Continent;
import dev.homeport.regionrouter.geography.Country;
import dev.homeport.regionrouter.geography.DefaultRule;
import dev.homeport.regionrouter.geography.GeoRule;
import dev.homeport.regionrouter.geography.GeoRules;
import dev.homeport.regionrouter.geography.InvalidRules;
import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads files of geo rules. Stateless and thread-safe. */
public final class GeoRulesFile {

    private static final String SCHEMA = "homeport/geo-rules/0";
    private static final String SHIPPED = "rules.yaml";
    private static final Pattern ID = Pattern.compile("[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");

    private GeoRulesFile() {}

    /** The rules that every installation brings along. */
    public static GeoRules shipped() {
        try (var bytes = GeoRules.class.getResourceAsStream(SHIPPED)) {
            if (bytes == null) {
                throw new IllegalStateException(SHIPPED + " is missing from this installation");
            }
            return parse(SHIPPED, new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + " cannot be read", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws InvalidDocument if it cannot be read or its rules are refused
     */
    public static GeoRules read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new InvalidDocument(file.toString(), 0, "cannot be read: " + e, e);
        }
    }

    /**
     * Reads rules.
     *
     * @param document name of the document, for messages
     * @throws InvalidDocument if they are refused, with the line to blame
     */
    public static GeoRules parse(String document, String text) {
        var root = Element.read(document, text);
        var fields =
                root.fields(Set.of("schema", "version", "sites", "rules", "defaults"), Set.of());
        var schema = fields.of("schema");
        if (!schema.text().equals(SCHEMA)) {
            throw schema.refused(
                    "schema " + Quoted.of(schema.text()) + " is not known here; use " + SCHEMA);
        }
        var lines = new HashMap<String, Element>();
        var sites = setOf(fields.of("sites"), SiteId::new);
        var rules = new ArrayList<GeoRule>();
        for (var item : fields.of("rules").items()) {
            var rule = rule(item);
            lines.putIfAbsent(rule.id(), item);
            rules.add(rule);
        }
        var defaults =
                fields.of("defaults").fields(Set.of("special-purpose", "no-country"), Set.of());
        for (var name : List.of("special-purpose", "no-country")) {
            lines.putIfAbsent(defaultRule(defaults.of(name)).id(), defaults.of(name));
        }
        try {
            return new GeoRules(
                    fields.of("version").whole(),
                    sites,
                    rules,
                    defaultRule(defaults.of("special-purpose")),
                    defaultRule(defaults.of("no-country")));
        } catch (InvalidRules e) {
            throw lines.getOrDefault(e.rule(), root).refused(String.valueOf(e.getMessage()));
        }
    }

    private static GeoRule rule(Element element) {
        var fields = element.fields(Set.of("id", "home"), Set.of("countries", "continents"));
        return new GeoRule(
                fields.of("id").as(GeoRulesFile::id),
                fields.find("countries").map(c -> setOf(c, GeoRulesFile::country)).orElse(Set.of()),
                fields.find("continents")
                        .map(c -> setOf(c, GeoRulesFile::continent))
                        .orElse(Set.of()),
                fields.of("home").as(SiteId::new));
    }

    private static DefaultRule defaultRule(Element element) {
        var fields = element.fields(Set.of("id", "home"), Set.of());
        return new DefaultRule(
                fields.of("id").as(GeoRulesFile::id), fields.of("home").as(SiteId::new));
    }

    private static <T> Set<T> setOf(Element list, Function<String, T> reader) {
        var values = new LinkedHashSet<T>();
        for (var item : list.items()) {
            if (!values.add(item.as(reader))) {
                throw item.refused(Quoted.of(item.text()) + " stands in this list twice");
            }
        }
        return values;
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "id: "
                            + Quoted.of(text)
                            + " is no rule id; use lower-case letters, digits and inner hyphens");
        }
        return text;
    }

    private static Country country(String text) {
        return Country.ofCode(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "countries: "
                                        + Quoted.of(text)
                                        + " is no country; use an ISO 3166-1 alpha-2 code"
                                        + " in capitals, such as NO"));
    }

    private static Continent continent(String text) {
        return Continent.named(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "continents: "
                                        + Quoted.of(text)
                                        + " is no continent; use one of "
                                        + List.of(Continent.values())));
    }
}
