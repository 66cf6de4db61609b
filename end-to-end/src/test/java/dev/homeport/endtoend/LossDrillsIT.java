package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drills in which homes are taken over, on a live fleet, to their end. */
@Order(7)
@ExtendWith(SharedFleet.class)
class LossDrillsIT {

    /** Whatever a scenario has left behind, the next one begins without a drill. */
    @AfterEach
    void endDrills(Fleet fleet) throws Exception {
        new LossDrill(fleet).end();
    }

    @Test
    @Timeout(600)
    void whatALostSiteAloneHadAcknowledgedIsAdopted(Fleet fleet) throws Exception {
        var report = new LossDrill(fleet).run("site-loss", "shanghai");

        assertThat(report.path("adopted")).isEqualTo(report.path("stranded"));
    }

    @Test
    @Timeout(600)
    void aSiteThatIsCutOffIsTakenOverThoughItsUsersStillReachIt(Fleet fleet) throws Exception {
        var report = new LossDrill(fleet).run("partition", "canada");

        assertThat(report.path("adopted")).isEqualTo(report.path("stranded"));
    }
}
