package dev.homeport.cli.chat;

import dev.homeport.cli.exit.ExitCode;
import java.util.function.Consumer;

/** Chats on a fleet. */
@FunctionalInterface
public interface ChatTool {

    /**
     * Chats until the input has ended and everything sent has its answer.
     *
     * @param events told of everything, one call at a time
     * @return that of the first thing that went wrong, {@link ExitCode#OK} if nothing did
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be begun
     */
    ExitCode chat(ChatRequest request, Consumer<ChatEvent> events);
}
