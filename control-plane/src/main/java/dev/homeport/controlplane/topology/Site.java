package dev.homeport.controlplane.topology;

import dev.homeport.vocabulary.Quoted;
import dev.homeport.vocabulary.SiteId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A site as the control plane knows it. Immutable and thread-safe.
 *
 * @param name the site
 * @param state what it may be given
 * @param access where clients and routers reach it, the preferred address first; empty while the
 *     control plane was not told
 * @param standIn the site that takes this one's newcomers while it is evacuated or taken over
 */
public record Site(SiteId name, SiteState state, List<URI> access, Optional<SiteId> standIn) {

    /** How many addresses a site has at most. */
    public static final int MOST_ADDRESSES = 16;

    private static final int LONGEST_ADDRESS = 256;

    /**
     * Makes a site.
     *
     * @throws IllegalArgumentException if there are too many addresses, or one is not {@code
     *     https://HOST:PORT}; or if a site has itself for its stand-in, or one though it is neither
     *     evacuated nor taken over
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
        if (standIn.isPresent() && (standIn.get().equals(name) || !state.isEmptied())) {
            throw new IllegalArgumentException(
                    "stand-in: "
                            + standIn.get()
                            + " of "
                            + name
                            + "; only a site that is evacuated or taken over has one, and it is"
                            + " another site");
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

    /** A site that nobody stands in for. */
    public Site(SiteId name, SiteState state, List<URI> access) {
        this(name, state, access, Optional.empty());
    }

    /** The same site, reached elsewhere. */
    public Site reachedAt(List<URI> newAccess) {
        return new Site(name, state, newAccess, standIn);
    }

    /** The same site in another state, with nobody to stand in for it. */
    public Site as(SiteState newState) {
        return new Site(name, newState, access, Optional.empty());
    }

    /** The same site, evacuated. */
    public Site evacuatedTo(SiteId other) {
        return new Site(name, SiteState.EVACUATED, access, Optional.of(other));
    }

    /** The same site, taken over because it was lost. */
    public Site takenOverBy(SiteId other) {
        return new Site(name, SiteState.TAKEN_OVER, access, Optional.of(other));
    }

    /** The same site, with another one to stand in for it. */
    public Site stoodInForBy(SiteId other) {
        return new Site(name, state, access, Optional.of(other));
    }
}
