package dev.homeport.cli.adapter.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.simulate.JournalReplay.Replayed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program's replay says is understood; the real ones are run by an integration test. */
class ProgramReplayTest {

    private static final String MAIN = "dev.homeport.dcnode.app.ReplayMain";
    private static final String TELL_FILE = "System.out.print(\"file \" + args[0] + \"\\n\");";
    private static final String TELL_ALL =
            "for (var each : args) System.out.print("
                    + "\"file \" + each + \"\\njournal %s\\nsteps 1\\n\");";

    @TempDir private Path folder;
    private Path journal = Path.of("");

    @BeforeEach
    void aJournal() throws Exception {
        journal = Files.writeString(folder.resolve("a journal"), "x");
    }

    @Test
    void aReplayThatIsTheSameTellsItsSteps() throws Exception {
        var replayed = replayed(TELL_FILE + "System.out.print(\"journal link\\nsteps 12\\n\");");

        assertThat(replayed.journal()).isEqualTo("link");
        assertThat(replayed.steps()).isEqualTo(12);
        assertThat(replayed.difference()).isEmpty();
    }

    @Test
    void aReplayThatIsDifferentTellsWhere() throws Exception {
        var replayed =
                replayed(
                        TELL_FILE
                                + """
                                System.out.print("WARNING: of the JVM\\njournal lease\\nsteps 3\\n");
                                System.out.print("input Tick[]\\nrecorded [Send a]\\nreplayed []\\n");
                                System.exit(6);
                                """);

        assertThat(replayed.steps()).isEqualTo(3);
        var difference = replayed.difference().orElseThrow();
        assertThat(difference.input()).isEqualTo("Tick[]");
        assertThat(difference.recorded()).isEqualTo("[Send a]");
        assertThat(difference.replayed()).isEqualTo("[]");
    }

    @Test
    void whatTheProgramRefusesIsPassedOnAndTheOthersAreTold() throws Exception {
        var other = folder.resolve("other");
        var program =
                program(
                        "for (var each : args) System.out.print(\"file \" + each + (each.equals("
                                + "args[0]) ? \"\\nrefused damaged\\n\" :"
                                + " \"\\njournal home\\nsteps 4\\n\"));"
                                + " System.exit(3);");

        var replayed = program.replay(List.of(journal, other));
        assertThat(replayed).extracting(Replayed::file).containsExactly(journal, other);
        assertThat(replayed.getFirst().refused()).contains("damaged");
        assertThat(replayed.getLast().steps()).isEqualTo(4);
        assertThatThrownBy(() -> new FleetReplay(program, program).replay(journal))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("replay: damaged")
                .extracting(e -> ((CommandFailure) e).code())
                .isEqualTo(ExitCode.OPERATOR);
    }

    @Test
    void aProgramThatDoesNotStartIsNotTakenForOneThatReplays() throws Exception {
        var broken = program("System.out.print(\"no such class\"); System.exit(1);");

        assertThatThrownBy(() -> broken.replay(List.of(journal)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("replay: no such class");
    }

    @Test
    void theJournalsOfAFolderGoToTheProgramsThatWroteThem() throws Exception {
        var nodes = program(TELL_ALL.formatted("node"));
        var other = Files.createDirectory(folder.resolve("control"));
        var control = program(other, TELL_ALL.formatted("control"));
        var fleet = Files.createDirectories(folder.resolve("fleet/shanghai/node-1"));
        for (var name : List.of("home-journal", "lease-journal.previous", "log", "journal")) {
            Files.writeString(fleet.resolve(name), "x");
        }
        var decisions = Files.writeString(folder.resolve("fleet/decision-journal"), "x");

        assertThat(new FleetReplay(nodes, control).replay(folder.resolve("fleet")))
                .extracting(replayed -> replayed.journal() + " " + replayed.file())
                .containsExactly(
                        "control " + decisions,
                        "node " + fleet.resolve("home-journal"),
                        "node " + fleet.resolve("journal"),
                        "node " + fleet.resolve("lease-journal.previous"));
        assertThatThrownBy(() -> new FleetReplay(nodes, control).replay(other))
                .hasMessageContaining("there is no journal in " + other);
    }

    @Test
    void aReplayThatDoesNotEndIsEnded() throws Exception {
        var endless = program("Thread.currentThread().join();");
        var replay = new ProgramReplay(endless.classPath(), MAIN, Duration.ofSeconds(1));

        assertThatThrownBy(() -> replay.replay(List.of(journal)))
                .hasMessage("replay: it took longer than 1 s");
    }

    @Test
    void aMissingJournalOrProgramIsNamed() {
        var replay = FleetReplay.built(folder);

        assertThatThrownBy(() -> replay.replay(folder.resolve("none")))
                .hasMessageContaining("none is not there or cannot be read");
        assertThatThrownBy(() -> replay.replay(journal))
                .hasMessageContaining("homeport-dc-node.jar is not built");
    }

    private Replayed replayed(String body) throws Exception {
        return program(body).replay(List.of(journal)).getFirst();
    }

    /** A program in the place of a real one. */
    private ProgramReplay program(String body) throws Exception {
        return program(folder, body);
    }

    private static ProgramReplay program(Path into, String body) throws Exception {
        var source =
                Files.writeString(
                        into.resolve("ReplayMain.java"),
                        "package dev.homeport.dcnode.app; public class ReplayMain {"
                                + " public static void main(String[] args) throws Exception {"
                                + body
                                + "}}");
        var code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", into.toString(), source.toString());
        assertThat(code).isZero();
        return new ProgramReplay(into, MAIN, Duration.ofSeconds(30));
    }
}
