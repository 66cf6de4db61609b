package dev.homeport.local.adapter.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.local.address.FleetNumber;
import dev.homeport.local.address.PortPlan;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.FleetSettings;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTableTest {

    @Test
    void everyProcessHasALineWithItsPlace() {
        var settings =
                new FleetSettings(
                        FleetId.parse("6f0f6f1e-5a4f-4c39-8d4e-0b7e7f6c2a11"),
                        new FleetNumber(43),
                        List.of(new SiteId("shanghai")),
                        PortPlan.USUAL,
                        Path.of("/state"),
                        FleetSettings.USUAL_ISOLATION_BUDGET);

        var table = FleetTable.of(FleetPlan.of(settings, FleetLayout.USUAL));

        assertThat(table.lines()).hasSize(8);
        assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "PROCESS ROLES ADDRESS PORTS FOLDER",
                        "shanghai-log-3 log, witness 127.43.1.3 log-raft:21002 node-rpc:21003"
                                + " witness:21004 management:21010 shanghai/log-3",
                        "router-2 router 127.43.0.2 router:21000 management:21010"
                                + " outside/router-2");
    }
}
