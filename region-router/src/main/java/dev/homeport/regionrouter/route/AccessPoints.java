package dev.homeport.regionrouter.route;

import java.util.Optional;

/** Knows where clients reach a site. Implementations are thread-safe and do not block. */
@FunctionalInterface
public interface AccessPoints {

    /**
     * The address of a site's door, such as {@code https://HOST:PORT}.
     *
     * @param site the site's name
     */
    Optional<String> of(String site);

    /** Asks these, and those where these know nothing. */
    default AccessPoints or(AccessPoints others) {
        return site -> of(site).or(() -> others.of(site));
    }
}
