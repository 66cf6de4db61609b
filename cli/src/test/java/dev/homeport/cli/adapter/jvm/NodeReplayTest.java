package dev.homeport.cli.adapter.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the node's replay says is understood; the node's own is run by an integration test. */
class NodeReplayTest {

    @TempDir private Path folder;
    private Path journal = Path.of("");

    @BeforeEach
    void aJournal() throws Exception {
        journal = Files.writeString(folder.resolve("a journal"), "x");
    }

    @Test
    void aReplayThatIsTheSameTellsItsSteps() throws Exception {
        var replayed = program("System.out.print(\"journal link\\nsteps 12\\n\");").replay(journal);

        assertThat(replayed.journal()).isEqualTo("link");
        assertThat(replayed.steps()).isEqualTo(12);
        assertThat(replayed.difference()).isEmpty();
    }

    @Test
    void aReplayThatIsDifferentTellsWhere() throws Exception {
        var replayed =
                program(
                                """
                                System.out.print("WARNING: of the JVM\\njournal lease\\nsteps 3\\n");
                                System.out.print("input Tick[]\\nrecorded [Send a]\\nreplayed []\\n");
                                System.exit(6);
                                """)
                        .replay(journal);

        assertThat(replayed.steps()).isEqualTo(3);
        var difference = replayed.difference().orElseThrow();
        assertThat(difference.input()).isEqualTo("Tick[]");
        assertThat(difference.recorded()).isEqualTo("[Send a]");
        assertThat(difference.replayed()).isEqualTo("[]");
    }

    @Test
    void whatTheNodeRefusesIsPassedOn() throws Exception {
        var replay = program("System.err.println(\"damaged: \" + args[0]); System.exit(3);");

        assertThatThrownBy(() -> replay.replay(journal))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("replay: damaged: " + journal)
                .extracting(e -> ((CommandFailure) e).code())
                .isEqualTo(ExitCode.OPERATOR);
    }

    @Test
    void aReplayThatDoesNotEndIsEnded() throws Exception {
        var endless = program("Thread.currentThread().join();");
        var replay = new NodeReplay(endless.classPath(), Duration.ofSeconds(1));

        assertThatThrownBy(() -> replay.replay(journal))
                .hasMessage("replay: it took longer than 1 s");
    }

    @Test
    void aMissingJournalOrProgramIsNamed() {
        var replay = NodeReplay.built(folder);

        assertThatThrownBy(() -> replay.replay(folder.resolve("none")))
                .hasMessageContaining("none is not there or cannot be read");
        assertThatThrownBy(() -> replay.replay(journal))
                .hasMessageContaining("homeport-dc-node.jar is not built");
    }

    /** A program in the place of the node's. */
    private NodeReplay program(String body) throws Exception {
        var source =
                Files.writeString(
                        folder.resolve("ReplayMain.java"),
                        "package dev.homeport.dcnode.app; public class ReplayMain {"
                                + " public static void main(String[] args) throws Exception {"
                                + body
                                + "}}");
        var code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString());
        assertThat(code).isZero();
        return new NodeReplay(folder, Duration.ofSeconds(30));
    }
}
