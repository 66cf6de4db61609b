package dev.homeport.client;

import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;

/**
 * Where clients reach a site. Immutable and thread-safe.
 *
 * @param site which site
 * @param access base address of its door, {@code https://HOST[:PORT]}
 */
public record SiteDoor(SiteId site, URI access) {

    /**
     * Makes a door.
     *
     * @throws IllegalArgumentException if the address is not one of HTTP
     */
    public SiteDoor {
        if (access.getHost() == null
                || !("https".equals(access.getScheme()) || "http".equals(access.getScheme()))) {
            throw new IllegalArgumentException(
                    "access of "
                            + site
                            + ": "
                            + Quoted.of(access.toString())
                            + " is no address; use https://HOST[:PORT]");
        }
    }

    /** Address of a path below the door. */
    public URI path(String path) {
        return access.resolve(path);
    }

    /** Address of the door's WebSocket. */
    public URI socket() {
        var address = access.resolve("/v1/socket").toString();
        return URI.create(address.replaceFirst("^http", "ws"));
    }
}
