package dev.homeport.cli.chat;

import dev.homeport.cli.exit.CommandFailure;
import dev.homeport.cli.exit.ExitCode;
import dev.homeport.cli.output.Format;
import dev.homeport.cli.output.Printer;
import dev.homeport.client.Handle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code homeport chat}. */
@Command(
        name = "chat",
        description = {
            "Sends each line of the input, and prints what comes in.",
            "",
            "A line is 'HANDLE: TEXT', or just TEXT with --to. It ends when the input ends (Ctrl-D)"
                    + " and every message has its answer; with --stay it listens on for a while.",
            ""
        })
public final class ChatCommand implements Callable<Integer> {

    private final ChatTool tool;
    private final Printer printer;
    private final Path usualState;

    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--as",
            paramLabel = "HANDLE",
            required = true,
            description = "Who chats: an account under STATE/accounts.")
    private String self = "";

    @Option(
            names = "--to",
            paramLabel = "HANDLE",
            description = "Who gets every line; without it, each line names its recipient.")
    private @Nullable String to;

    @Option(
            names = "--stay",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "How long to listen on after the input has ended; ${DEFAULT-VALUE} if not"
                            + " given.")
    private int staySeconds;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "State folder of the fleet; .homeport or HOMEPORT_STATE if not given.")
    private @Nullable Path state;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, or json: one object a line.")
    private Format format = Format.table;

    /** Makes the command. */
    public ChatCommand(ChatTool tool, Printer printer, Path usualState) {
        this.tool = tool;
        this.printer = printer;
        this.usualState = usualState;
    }

    @Override
    public Integer call() {
        if (format == Format.yaml) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--output: a chat has no yaml; use table or json");
        }
        if (staySeconds < 0 || staySeconds > 86_400) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--stay: " + staySeconds + " is out of range; use 0 to 86400");
        }
        var request =
                new ChatRequest(
                        Optional.ofNullable(state).orElse(usualState),
                        handle("--as", self),
                        Optional.ofNullable(to).map(text -> handle("--to", text)),
                        Duration.ofSeconds(staySeconds));
        var err = Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr();
        return tool.chat(request, new ChatPrinter(printer, format, err)::tell).number();
    }

    private static Handle handle(String option, String text) {
        try {
            return new Handle(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, option + ": " + e.getMessage(), e);
        }
    }
}
