package dev.homeport.controlplane.move;

/** What a move is for. */
public enum MoveKind {
    /** A site gives away all shards that it is home of. */
    EVACUATION("evacuation"),
    /** A site gets back the shards that are its own. */
    FAIL_BACK("fail-back"),
    /** A site is lost, and others are made home of what it was or may be home of. */
    TAKEOVER("takeover");

    private final String label;

    MoveKind(String label) {
        this.label = label;
    }

    /** The word for it in requests and documents. */
    public String label() {
        return label;
    }
}
