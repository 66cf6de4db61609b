package dev.homeport.controlplane.topology;

import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.util.List;

/**
 * A site as the control plane knows it. Immutable and thread-safe.
 *
 * @param name the site
 * @param state what it may be given
 * @param access where clients and routers reach it, the preferred address first; empty while the
 *     control plane was not told
 */
public record Site(SiteId name, SiteState state, List<URI> access) {

    /** How many addresses a site has at most. */
    public static final int MOST_ADDRESSES = 16;

    private static final int LONGEST_ADDRESS = 256;

    /**
     * Makes a site.
     *
     * @throws IllegalArgumentException if there are too many addresses, or one is not {@code
     *     https://HOST:PORT}
     */
    public Site {
        access = List.copyOf(access);
        if (access.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException(
                    "access: "
                            + access.size()
                            + " addresses of "
                            + name
                            + " are more than "
                            + MOST_ADDRESSES);
        }
        for (var address : access) {
            if (!"https".equals(address.getScheme())
                    || address.getHost() == null
                    || address.getPort() < 1
                    || address.toString().length() > LONGEST_ADDRESS) {
                throw new IllegalArgumentException(
                        "access: "
                                + Quoted.of(address.toString())
                                + " of "
                                + name
                                + " is not of the form https://HOST:PORT");
            }
        }
    }

    /** The same site, reached elsewhere. */
    public Site reachedAt(List<URI> newAccess) {
        return new Site(name, state, newAccess);
    }
}
