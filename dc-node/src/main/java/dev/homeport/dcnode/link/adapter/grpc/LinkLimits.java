package dev.homeport.dcnode.link.adapter.grpc;

import dev.homeport.process.adapter.grpc.ConnectionLimits;
import java.time.Duration;

/**
 * Bounds of lines. Immutable.
 *
 * @param mostLines how many lines a node serves at a time; further ones are refused
 * @param unheard after how long without an ask a line is ended by the node that serves it
 * @param connection bounds of the connection that carries a line
 */
public record LinkLimits(int mostLines, Duration unheard, ConnectionLimits connection) {

    /** Fit for some sites a quarter of a second apart. */
    public static final LinkLimits USUAL =
            new LinkLimits(
                    256,
                    Duration.ofSeconds(15),
                    new ConnectionLimits(1, 4 << 20, Duration.ofSeconds(5), Duration.ofSeconds(5)));
}
