package dev.homeport.cli.completion;

import dev.homeport.cli.output.Printer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code homeport completion bash|zsh}. */
@Command(
        name = "completion",
        description = "Prints a completion script for a shell.",
        footer = {"", "To use it now:  source <(homeport completion bash)"})
public final class CompletionCommand implements Runnable {

    private final Printer printer;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private @Nullable Shell shell;

    @Spec private @Nullable CommandSpec spec;

    /** The shells that are served. */
    public enum Shell {
        /** GNU Bash. */
        bash,
        /** Z shell, by its emulation of Bash's completion. */
        zsh
    }

    /** Makes the command. */
    public CompletionCommand(Printer printer) {
        this.printer = printer;
    }

    @Override
    public void run() {
        var root = Objects.requireNonNull(spec).root().commandLine();
        var script = AutoComplete.bash(root.getCommandName(), root);
        // Zsh runs the same functions once it has been told to.
        var before = shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
        printer.text(before + script + "\n");
    }
}
