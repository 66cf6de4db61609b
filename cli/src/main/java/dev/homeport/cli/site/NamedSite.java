package dev.homeport.cli.site;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.vocabulary.SiteId;

/** Sites as users name them. Stateless. */
final class NamedSite {

    private NamedSite() {}

    /**
     * The site of a name.
     *
     * @param field what was given, for messages
     * @throws CommandFailure if it has not the form of a name
     */
    static SiteId of(String field, String name) {
        try {
            return new SiteId(name);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, field + ": " + e.getMessage(), e);
        }
    }
}
