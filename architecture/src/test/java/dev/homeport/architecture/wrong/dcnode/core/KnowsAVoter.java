package dev.homeport.architecture.wrong.dcnode.core;

import dev.homeport.architecture.wrong.coordinator.voter.Inside;

/** A site that reaches into the coordinator. */
public final class KnowsAVoter {

    /** What it must not know. */
    public Inside inside() {
        return new Inside();
    }
}
