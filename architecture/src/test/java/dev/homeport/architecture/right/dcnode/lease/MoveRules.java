package dev.homeport.architecture.right.dcnode.lease;

/** Rules from which the simulator may take one. */
public final class MoveRules {

    private MoveRules() {}

    /** All rules but one. */
    public static MoveRules without() {
        return new MoveRules();
    }
}
