package dev.homeport.controlplane.observation;

/** A part of a site that others look at. */
public enum Part {
    /** The doors that clients come in by. */
    ACCESS("access"),
    /** The replicas of the site's log. */
    LOG("log"),
    /** The witness. */
    WITNESS("witness"),
    /** What is shown to users. The site says itself how it is doing; no observer looks at it. */
    VIEW("view");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    /** The word for it in documents. */
    public String label() {
        return label;
    }
}
