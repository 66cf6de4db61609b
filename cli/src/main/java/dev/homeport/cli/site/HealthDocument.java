package dev.homeport.cli.site;

import dev.homeport.cli.output.Document;
import dev.homeport.client.control.HealthLook;
import dev.homeport.client.control.Proposal;
import dev.homeport.client.control.SiteLook;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How others see a site, and what is proposed for it: as documents and in words. Stateless. */
public final class HealthDocument {

    private HealthDocument() {}

    /** Returns the document of how a site is seen. */
    public static Document of(HealthLook health) {
        return Document.of("state", health.state())
                .and("parts", health.parts())
                .and("sinceMillis", nullable(health.sinceMillis()))
                .and("detail", health.detail().orElse(null))
                .build();
    }

    /** Returns the document of a proposal. */
    public static Document of(Proposal proposal) {
        return Document.builder()
                .and("sinceMillis", nullable(proposal.sinceMillis()))
                .and("why", proposal.why())
                .build();
    }

    private static @Nullable Long nullable(OptionalLong number) {
        return number.isPresent() ? (Long) number.getAsLong() : null;
    }

    /** Returns whether somebody has to look after the site. */
    public static boolean isBad(HealthLook health) {
        return health.state().equals(HealthLook.DEGRADED) || health.state().equals(HealthLook.LOST);
    }

    /** How a site is seen: {@code degraded (database)}. */
    public static String words(HealthLook health) {
        return health.parts().isEmpty()
                ? health.state()
                : health.state() + " (" + String.join(", ", health.parts()) + ")";
    }

    /** The same, since when, and why. */
    public static String sentence(HealthLook health) {
        return words(health)
                + since(health.sinceMillis())
                + health.detail().map(why -> ": " + why).orElse("");
    }

    /** What is proposed for a site, and the command to act on it. */
    public static String sentence(SiteLook site, Proposal proposal) {
        return "a takeover is proposed"
                + since(proposal.sinceMillis())
                + (proposal.why().isEmpty() ? "" : " (" + proposal.why() + ")")
                + "; decide on it by 'homeport site fail-over "
                + site.site()
                + "'";
    }

    private static String since(OptionalLong millis) {
        return millis.isPresent() ? " since " + Instant.ofEpochMilli(millis.getAsLong()) : "";
    }
}
