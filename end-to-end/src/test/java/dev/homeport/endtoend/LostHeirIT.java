package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The drill in which the site is lost too that has taken over. */
@Order(7)
@ExtendWith(SharedFleet.class)
class LostHeirIT {

    /** Whatever a scenario has left behind, the next one begins without a drill. */
    @AfterEach
    void endDrills(Fleet fleet) throws Exception {
        new LossDrill(fleet).end();
    }

    @Test
    @Tag("nightly")
    @Timeout(900)
    void theHeirIsLostTooAndTheFirstSiteComesBack(Fleet fleet) throws Exception {
        var report = new LossDrill(fleet).run("takeover-of-takeover", "shanghai");

        assertThat(report.path("adopted").asLong())
                .isGreaterThanOrEqualTo(report.path("stranded").asLong());
    }
}
