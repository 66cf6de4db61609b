package dev.homeport.controlplane.move;

/** How far a transfer has come, by what sites report. */
public enum TransferState {
    /** The old home has not closed the shards yet. */
    WAITS_FOR_CLOSING("waits-for-closing"),
    /** The new home has not yet applied all that was written before, or not said that it has. */
    WAITS_FOR_OPENING("waits-for-opening"),
    /** The new home has opened the shards and holds no lease for them yet. */
    WAITS_FOR_LEASE("waits-for-lease"),
    /** The new home may acknowledge writes. */
    OPEN("open");

    private final String label;

    TransferState(String label) {
        this.label = label;
    }

    /** The word for it in documents. */
    public String label() {
        return label;
    }
}
