package dev.homeport.quorumqueue.store;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * A store identity as text, version 0, readable by people and checked by a checksum:
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
 * Stateless and thread-safe.
 */
public final class StoreIdentityCodec {

    private static final String FIRST_LINE = "homeport-store 0";

    private StoreIdentityCodec() {}

    /** An identity's text. */
    public static String encode(StoreIdentity identity) {
        var stores =
                identity.stores().entrySet().stream()
                        .map(store -> store.getKey() + ":" + store.getValue())
                        .collect(Collectors.joining(","));
        var text =
                """
                %s
                fleet=%s
                site=%s
                incarnation=%d
                node=%d
                stores=%s
                """
                        .formatted(
                                FIRST_LINE,
                                identity.fleet(),
                                identity.site(),
                                identity.log().incarnation(),
                                identity.node(),
                                stores);
        return text + "crc32c=" + checksum(text) + "\n";
    }

    /**
     * Reads an identity.
     *
     * @throws IllegalArgumentException if the text is none: the message says why
     */
    public static StoreIdentity decode(String text) {
        var lines = text.split("\n", -1);
        if (!lines[0].equals(FIRST_LINE)) {
            throw new IllegalArgumentException(
                    lines[0].startsWith("homeport-store ")
                            ? "it is of another version than 0; use the release that wrote it"
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
        var stores = new TreeMap<Integer, UUID>();
        for (var store : field(fields, "stores").split(",", -1)) {
            var colon = store.indexOf(':');
            stores.put(
                    Integer.valueOf(store.substring(0, colon)),
                    UUID.fromString(store.substring(colon + 1)));
        }
        return new StoreIdentity(
                FleetId.parse(field(fields, "fleet")),
                new SiteLog(
                        new SiteId(field(fields, "site")),
                        Long.parseLong(field(fields, "incarnation"))),
                Integer.parseInt(field(fields, "node")),
                stores);
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
