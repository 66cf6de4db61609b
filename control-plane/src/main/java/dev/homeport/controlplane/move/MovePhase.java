package dev.homeport.controlplane.move;

/** What an open move is about to do. */
public enum MovePhase {
    /** Shards go to their new homes. */
    MOVING("moving"),
    /** It was taken back: shards return to where they came from. */
    ABORTING("aborting");

    private final String label;

    MovePhase(String label) {
        this.label = label;
    }

    /** The word for it in documents. */
    public String label() {
        return label;
    }
}
