package dev.homeport.dcnode.link.pull;

/** How a link is doing. */
public enum LinkState {
    /** The origin is heard and its entries are being shipped. */
    UP,
    /** The origin is heard and has nothing that is not here. */
    IDLE,
    /**
     * The origin itself has not been heard for some seconds, or never. Its entries may still come
     * by way of another site.
     */
    DOWN,
    /** The entries that come next are not kept there any more: the site must be re-seeded. */
    DETACHED,
    /**
     * What came next was refused by this site's log, for example because the origin's log is not
     * what it was. Tried again after some time, which helps only when somebody has mended it.
     */
    STOPPED
}
