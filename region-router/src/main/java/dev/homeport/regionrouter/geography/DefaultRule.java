package dev.homeport.regionrouter.geography;

import dev.homeport.vocabulary.SiteId;

/**
 * What holds where no country is known.
 *
 * @param id name of the default, as it is shown in every decision
 * @param home the site
 */
public record DefaultRule(String id, SiteId home) {}
