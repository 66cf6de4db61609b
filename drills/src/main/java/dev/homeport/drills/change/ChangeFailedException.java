package dev.homeport.drills.change;

/** A change could not be made, or not undone yet. */
public final class ChangeFailedException extends Exception {

    private final boolean broken;

    /**
     * Makes an exception.
     *
     * @param detail why, for people
     * @param broken whether the fleet has done what it must not do; else it only was not possible
     */
    public ChangeFailedException(String detail, boolean broken) {
        super(detail);
        this.broken = broken;
    }

    /** Whether the fleet has done what it must not do. */
    public boolean isBroken() {
        return broken;
    }

    /** Why, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
