package dev.homeport.simulation.move;

/** A rule of the control plane without which moves lose what was acknowledged. */
public enum ControlRule {
    /**
     * A move ends, and with it the older links of its chains, when its targets are seen open.
     * Without it a home opens without waiting for those before it.
     */
    OPENING_IS_SEEN,

    /**
     * A table keeps every link of a shard's chain since the last confirmed opening. Without it a
     * site does not know whose closing it has to wait for.
     */
    TABLE_CONTINUES
}
