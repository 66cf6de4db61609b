package dev.homeport.client.control;

import java.util.Arrays;
import java.util.Optional;

/** Which way homes are moved. */
public enum MoveKind {
    /** Away from a site. */
    EVACUATION("evacuation"),
    /** Back to the site that they belong to. */
    FAIL_BACK("fail-back"),
    /** Away from a site that is lost. */
    TAKEOVER("takeover");

    private final String word;

    MoveKind(String word) {
        this.word = word;
    }

    /** The word that the control plane has for it. */
    public String word() {
        return word;
    }

    /** The kind that a word stands for, if there is one. */
    public static Optional<MoveKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
