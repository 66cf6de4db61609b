package dev.homeport.cli.move;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What a command says while it is at work, on stderr. Stateless. */
public final class Progress {

    private Progress() {}

    /** Takes lines that begin as the command line's others do. */
    public static Consumer<String> of(@Nullable CommandSpec spec) {
        return line -> {
            if (spec != null) {
                spec.commandLine().getErr().print("homeport: " + line + "\n");
                spec.commandLine().getErr().flush();
            }
        };
    }
}
