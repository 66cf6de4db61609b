package dev.homeport.drills.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.drills.adapter.file.DrillFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillMainTest {

    @TempDir private Path folder;

    @Test
    void aDrillThatHasEndedLeavesItsReportAndThePageOfIt() throws Exception {
        var drill = new DrillFolder(folder);

        DrillMain.keep(drill, "{\"kind\":\"pause\",\"verdict\":\"done\"}");

        assertThat(drill.report()).hasValueSatisfying(json -> assertThat(json).contains("done"));
        assertThat(folder.resolve("report.html")).content().contains("Drill pause", "done");
    }

    @Test
    void aPageThatCannotBeMadeKeepsNoReportBack() throws Exception {
        var drill = new DrillFolder(folder);

        DrillMain.keep(drill, "no JSON");

        assertThat(drill.report()).contains("no JSON\n");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }
}
