package dev.homeport.quorumqueue.adapter.disk;

import dev.homeport.quorumqueue.frame.Frame;
import java.io.IOException;

/** Gives back the frames of the engine's log, which are the only copy of the entries. */
@FunctionalInterface
public interface FrameSource {

    /**
     * Reads a committed frame. May be called by any thread.
     *
     * @param engineIndex index of its record in the engine's log
     * @throws IOException if it cannot be read, or its bytes are damaged
     */
    Frame frame(long engineIndex) throws IOException;
}
