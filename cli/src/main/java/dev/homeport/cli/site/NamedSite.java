package dev.homeport.cli.site;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.client.control.SiteLook;
import dev.homeport.client.control.SitesLook;
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

    /**
     * The site of a name among those that there are.
     *
     * @throws CommandFailure if there is none of that name; the message lists those that there are
     */
    static SiteLook in(SitesLook look, SiteId named) {
        return look.sites().stream()
                .filter(site -> site.site().equals(named))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.REFUSED,
                                "site: there is no "
                                        + named
                                        + "; use one of "
                                        + look.sites().stream().map(SiteLook::site).toList()));
    }
}
