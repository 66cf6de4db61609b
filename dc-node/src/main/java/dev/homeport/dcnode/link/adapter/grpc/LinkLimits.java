package dev.homeport.dcnode.link.adapter.grpc;

import java.time.Duration;

/**
 * Bounds of lines. Immutable.
 *
 * @param mostLines how many lines a node serves at a time; further ones are refused
 * @param unheard after how long without an ask a line is ended by the node that serves it
 * @param largestWordBytes the largest word taken
 * @param quiet how long a connection may be silent before it is probed, and then how long the
 *     answer may take before it counts as dead
 * @param connect how long a connection may take to be made
 */
public record LinkLimits(
        int mostLines, Duration unheard, int largestWordBytes, Duration quiet, Duration connect) {

    /** Fit for some sites a quarter of a second apart. */
    public static final LinkLimits USUAL =
            new LinkLimits(
                    256,
                    Duration.ofSeconds(15),
                    4 << 20,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));
}
