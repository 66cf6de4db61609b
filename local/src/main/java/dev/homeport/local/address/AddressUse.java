package dev.homeport.local.address;

import dev.homeport.vocabulary.SiteId;

/** What an address of a local fleet is used for. Immutable and thread-safe. */
public sealed interface AddressUse {

    /** Returns the number of the node that answers in the end. */
    int node();

    /**
     * A node's own address: it listens here, and its own site dials it here.
     *
     * @param site the node's site
     * @param node the node's number
     */
    record Own(SiteId site, int node) implements AddressUse {
        @Override
        public String toString() {
            return "node " + node + " of " + site;
        }
    }

    /**
     * An address of the WAN emulator, which forwards to a node of another site.
     *
     * @param from the site that dials
     * @param to the node's site
     * @param node the node's number
     */
    record Emulated(SiteId from, SiteId to, int node) implements AddressUse {
        @Override
        public String toString() {
            return "node " + node + " of " + to + " as dialled from " + from;
        }
    }

    /**
     * The address of a process that belongs to no site, such as the router or the launcher.
     *
     * @param node the process's number
     */
    record Outside(int node) implements AddressUse {
        @Override
        public String toString() {
            return "process " + node + " outside the sites";
        }
    }
}
