package dev.homeport.cli.move;

import dev.homeport.client.control.MoveAnswer;
import dev.homeport.client.control.MoveLook;
import dev.homeport.client.control.MoveWish;
import dev.homeport.client.control.PolicyWish;
import dev.homeport.client.control.SiteDetail;
import dev.homeport.client.control.SitesLook;
import dev.homeport.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The control plane, as an operator asks it. Every call ends within some seconds, and throws {@link
 * dev.homeport.cli.exit.CommandFailure} when it is refused or nobody answers: with {@code
 * TIMED_OUT} where a wish may have been carried out all the same.
 */
public interface ControlTool {

    /** All sites. */
    SitesLook sites();

    /** One site, with what it reports. */
    SiteDetail site(SiteId site);

    /** Changes what becomes of a site that is lost. */
    void policy(PolicyWish wish);

    /** What would be done; nothing is. */
    MoveAnswer plan(MoveWish wish);

    /** Begins a move. */
    MoveAnswer begin(MoveWish wish);

    /** The moves that are under way, and the last ones that have ended. */
    List<MoveLook> moves();

    /**
     * One move, when it is another than the one that is known.
     *
     * @param after what stood for it when it was last seen
     * @return the move; nothing if it has not changed for some seconds
     */
    Optional<MoveLook> move(String id, Optional<String> after);

    /**
     * Takes a move back.
     *
     * @param requestId the name of the wish
     */
    MoveAnswer abort(String id, String requestId, String reason);

    /**
     * Says whether a site may become the home of anything.
     *
     * @param requestId the name of the wish
     * @return whether it was so already
     */
    boolean cordon(
            SiteId site,
            boolean cordoned,
            String requestId,
            OptionalLong expectedVersion,
            String reason);
}
