package dev.homeport.dcnode.link;

import dev.homeport.dcnode.link.pull.Ask;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;

/** Opens lines to nodes of other sites. Implementations are thread-safe and never wait. */
public interface LinkDialler {

    /**
     * Dials a node for the entries of an origin. Always returns a line: one that cannot be opened
     * ends.
     *
     * @param peer the node
     * @param origin whose entries are wanted
     * @param ear told what is said
     */
    Line dial(NodeName peer, SiteId origin, Ear ear);

    /** One line. */
    interface Line {

        /** Asks; lost when the line has ended. */
        void say(Ask ask);

        /** Ends the line; after it nothing more is heard. Idempotent. */
        void hangUp();
    }

    /** Hears what is said on a line, one word at a time; must not be kept waiting. */
    interface Ear {

        /** A word was said. */
        void heard(Word word);

        /** The line has ended; the last thing that is heard. */
        void ended(String reason);
    }
}
