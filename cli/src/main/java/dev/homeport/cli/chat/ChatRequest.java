package dev.homeport.cli.chat;

import dev.homeport.client.Handle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who chats, and for how long. Immutable and thread-safe.
 *
 * @param state the state folder of the fleet
 * @param self who chats
 * @param to who gets every line; without one, each line names its recipient
 * @param stay how long to listen on after the input has ended
 */
public record ChatRequest(Path state, Handle self, Optional<Handle> to, Duration stay) {}
