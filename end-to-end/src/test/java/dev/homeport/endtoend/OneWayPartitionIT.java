package dev.homeport.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The drill in which a site hears the others and is not heard. */
@Order(7)
@ExtendWith(SharedFleet.class)
class OneWayPartitionIT {

    /** Whatever a scenario has left behind, the next one begins without a drill. */
    @AfterEach
    void endDrills(Fleet fleet) throws Exception {
        new LossDrill(fleet).end();
    }

    @Test
    @Tag("nightly")
    @Timeout(600)
    void aSiteThatNobodyHearsIsTakenOverThoughItHearsTheOthers(Fleet fleet) throws Exception {
        var report = new LossDrill(fleet).run("one-way-partition", "hongkong");

        assertThat(report.path("adopted")).isEqualTo(report.path("stranded"));
    }
}
