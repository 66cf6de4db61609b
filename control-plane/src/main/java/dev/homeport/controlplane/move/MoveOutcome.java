package dev.homeport.controlplane.move;

/** How a move ended. */
public enum MoveOutcome {
    /** Every shard is open at its new home. */
    DONE("done"),
    /** Every shard is open again where it came from. */
    ABORTED("aborted"),
    /** One of its sites was lost, and a takeover says where its shards go. */
    OVERTAKEN("overtaken");

    private final String label;

    MoveOutcome(String label) {
        this.label = label;
    }

    /** The word for it in documents. */
    public String label() {
        return label;
    }
}
