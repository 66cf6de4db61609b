package dev.homeport.endtoend;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * A process that ends a fleet when this JVM has been killed: a launcher that was detached would
 * live on. It waits for the end of its input, which comes with the end of whoever writes there.
 */
final class LastWill implements AutoCloseable {

    private final Process executor;

    private LastWill(Process executor) {
        this.executor = executor;
    }

    /** From now on {@code down} is run when this JVM ends without having closed this. */
    static LastWill downOf(Homeport homeport) throws IOException {
        var down = homeport.command(Homeport.Manner.PLAIN, "down");
        down.command().addAll(0, List.of("sh", "-c", "read -r _; exec \"$@\"", "sh"));
        return new LastWill(
                down.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start());
    }

    /** The fleet has been ended otherwise. */
    @Override
    public void close() {
        executor.destroy();
    }
}
