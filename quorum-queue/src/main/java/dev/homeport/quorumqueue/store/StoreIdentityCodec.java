package dev.homeport.quorumqueue.store;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * A store identity as text, readable by people and checked by a checksum; version 0 for a replica
 * of a site's log:
 *
 * <pre>
 * homeport-store 0
 * fleet=…
 * site=…
 * incarnation=…
 * node=…
 * stores=1:…,2:…,3:…
 * crc32c=… (of everything above, in eight hexadecimal digits)
 * </pre>
 *
 * and version 1 for one of a log of the whole fleet, so that a release that knows sites' logs alone
 * does not take it for one: instead of the site it has its name and members.
 *
 * <pre>
 * homeport-store 1
 * fleet=…
 * group=coordinator
 * members=1:canada/4,2:hongkong/4,3:shanghai/4
 * incarnation=…
 * …
 * </pre>
 *
 * Stateless and thread-safe.
 */
public final class StoreIdentityCodec {

    private static final String FIRST_LINE = "homeport-store 0";
    private static final String FIRST_LINE_ACROSS_SITES = "homeport-store 1";

    private StoreIdentityCodec() {}

    /** An identity's text. */
    public static String encode(StoreIdentity identity) {
        var group = identity.members();
        var text =
                """
                %s
                fleet=%s
                %s
                incarnation=%d
                node=%d
                stores=%s
                """
                        .formatted(
                                group.isSiteLog() ? FIRST_LINE : FIRST_LINE_ACROSS_SITES,
                                identity.fleet(),
                                group.isSiteLog()
                                        ? "site=" + identity.log().site()
                                        : "group="
                                                + group.name()
                                                + "\nmembers="
                                                + numbered(group.members()),
                                identity.log().incarnation(),
                                identity.node(),
                                numbered(identity.stores()));
        return text + "crc32c=" + checksum(text) + "\n";
    }

    private static String numbered(SortedMap<Integer, ?> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + ":" + value.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * Reads an identity.
     *
     * @throws IllegalArgumentException if the text is none: the message says why
     */
    public static StoreIdentity decode(String text) {
        var lines = text.split("\n", -1);
        var acrossSites = lines[0].equals(FIRST_LINE_ACROSS_SITES);
        if (!acrossSites && !lines[0].equals(FIRST_LINE)) {
            throw new IllegalArgumentException(
                    lines[0].startsWith("homeport-store ")
                            ? "it is of another version than 0 and 1; use the release that wrote"
                                    + " it"
                            : "it does not begin with \"" + FIRST_LINE + "\"");
        }
        var fields = new HashMap<String, String>();
        for (var line : lines) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        var end = text.lastIndexOf("crc32c=");
        if (end < 0 || !checksum(text.substring(0, end)).equals(fields.get("crc32c"))) {
            throw new IllegalArgumentException("its checksum does not match: it was changed");
        }
        var stores = numbered(field(fields, "stores"), UUID::fromString);
        var group =
                acrossSites
                        ? new LogGroup(
                                field(fields, "group"),
                                numbered(field(fields, "members"), NodeName::parse))
                        : LogGroup.ofSite(new SiteId(field(fields, "site")), stores.keySet());
        return new StoreIdentity(
                FleetId.parse(field(fields, "fleet")),
                group,
                group.stream(Long.parseLong(field(fields, "incarnation"))),
                Integer.parseInt(field(fields, "node")),
                stores);
    }

    private static <T> SortedMap<Integer, T> numbered(String text, Function<String, T> read) {
        var values = new TreeMap<Integer, T>();
        for (var value : text.split(",", -1)) {
            var colon = value.indexOf(':');
            values.put(
                    Integer.valueOf(value.substring(0, colon)),
                    read.apply(value.substring(colon + 1)));
        }
        return values;
    }

    private static String field(Map<String, String> fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no line " + name + "=…");
        }
        return value;
    }

    private static String checksum(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
