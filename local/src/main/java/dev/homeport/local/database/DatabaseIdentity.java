package dev.homeport.local.database;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.util.Optional;

/**
 * Whose data a folder holds, and which server wrote them. Immutable and thread-safe.
 *
 * @param fleet the fleet, as text: what stands in a damaged file need not be a fleet
 * @param site the site, likewise
 * @param server version of the server, such as {@code 10.11}; servers of one such version read each
 *     other's files
 */
public record DatabaseIdentity(String fleet, String site, String server) {

    private static final String FORMAT = "homeport-database 0";
    private static final int FIELDS = 4;

    /** Returns the identity of a site's data. */
    public static DatabaseIdentity of(FleetId fleet, SiteId site, String server) {
        return new DatabaseIdentity(fleet.toString(), site.name(), server);
    }

    /** Returns the text of the identity file. */
    public String toText() {
        return FORMAT + "\n" + fleet + "\n" + site + "\n" + server + "\n";
    }

    /** Reads an identity file; nothing if it is none of a format known here. */
    public static Optional<DatabaseIdentity> parse(String text) {
        var lines = text.lines().toList();
        return lines.size() == FIELDS && lines.getFirst().equals(FORMAT)
                ? Optional.of(new DatabaseIdentity(lines.get(1), lines.get(2), lines.get(3)))
                : Optional.empty();
    }

    /**
     * Returns why data of another identity must not be served under this one, or nothing if they
     * may.
     */
    public Optional<String> refusalOf(DatabaseIdentity found) {
        if (!found.fleet.equals(fleet)) {
            return Optional.of("they are of fleet " + found.fleet + " and not of " + fleet);
        }
        if (!found.site.equals(site)) {
            return Optional.of("they are of site " + found.site + " and not of " + site);
        }
        if (!found.server.equals(server)) {
            return Optional.of(
                    "a server of version "
                            + found.server
                            + " wrote them and the one found here is "
                            + server);
        }
        return Optional.empty();
    }
}
