package dev.homeport.dcnode.home.agent;

import dev.homeport.dcnode.home.lease.LeaseAnswer;
import dev.homeport.dcnode.home.witness.PeerMessage;
import dev.homeport.vocabulary.SiteId;
import java.util.OptionalLong;

/**
 * How a witness is heard. Nothing here may wait: what cannot be sent at once is lost, and the
 * protocol says it again. Called by the witness's one thread.
 */
public interface WitnessVoice {

    /** Answers a holder. */
    void answer(LeaseAnswer answer);

    /** Answers a call about the grant mark; empty when the witness is not granting. */
    void answerMark(long call, OptionalLong mark);

    /** Says something to another witness. */
    void tell(SiteId to, PeerMessage message);

    /** Warns an operator. */
    void warn(String warning);
}
