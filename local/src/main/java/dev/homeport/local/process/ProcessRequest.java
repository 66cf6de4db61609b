package dev.homeport.local.process;

import dev.homeport.vocabulary.SiteId;
import java.util.Optional;

/**
 * What somebody wants done to one process, or to all of a site. Immutable and thread-safe.
 *
 * @param action what
 * @param site to all processes of this site, its database server among them
 * @param name to the process of this name
 */
public record ProcessRequest(ProcessAction action, Optional<SiteId> site, Optional<String> name) {

    /**
     * Makes a request.
     *
     * @throws IllegalArgumentException if it names both, or neither
     */
    public ProcessRequest {
        if (site.isPresent() == name.isPresent()) {
            throw new IllegalArgumentException(
                    "site, name: one of them says what is meant; give exactly one");
        }
    }

    /** Returns the request for all processes of a site. */
    public static ProcessRequest ofSite(ProcessAction action, SiteId site) {
        return new ProcessRequest(action, Optional.of(site), Optional.empty());
    }

    /** Returns the request for one process. */
    public static ProcessRequest ofProcess(ProcessAction action, String name) {
        return new ProcessRequest(action, Optional.empty(), Optional.of(name));
    }
}
