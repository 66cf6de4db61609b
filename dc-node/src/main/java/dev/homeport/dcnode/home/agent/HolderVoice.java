package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.lease.LeaseAsk;
import dev.homeport.vocabulary.SiteId;

/**
 * How a holder is heard. Nothing here may wait: what cannot be sent at once is lost, and the next
 * renewal asks again. Called by the holder's one thread.
 */
public interface HolderVoice {

    /** Sends an ask. */
    void ask(SiteId witness, LeaseAsk ask);

    /** Warns an operator. */
    void warn(String warning);
}
