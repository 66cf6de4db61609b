package dev.homeport.client.control;

import java.util.Optional;

/**
 * One site with all that is known of it. Immutable.
 *
 * @param tableVersion the version of the routing table
 * @param site the site
 * @param report what it has reported; nothing while none of its nodes answers
 */
public record SiteDetail(long tableVersion, SiteLook site, Optional<SiteReportLook> report) {}
