package dev.homeport.controlplane.record;

/** Records that a rule forbids after the present state; the text says which and why. */
public final class BrokenRuleException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenRuleException(String message) {
        super(message);
    }
}
