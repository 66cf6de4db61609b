package dev.homeport.controlplane.topology;

import java.util.Arrays;
import java.util.Optional;

/** What the control plane does by itself when a site is lost. */
public enum AutomationMode {
    /** It shows that the site is lost, and no more. */
    OBSERVE("observe"),
    /** It records once that a takeover is due; an operator decides. */
    PROPOSE("propose"),
    /** It takes the site over. */
    AUTOMATIC("automatic");

    private final String label;

    AutomationMode(String label) {
        this.label = label;
    }

    /** The word for it in requests and documents. */
    public String label() {
        return label;
    }

    /** The mode that a word stands for, if there is one. */
    public static Optional<AutomationMode> labelled(String word) {
        return Arrays.stream(values()).filter(mode -> mode.label.equals(word)).findFirst();
    }
}
