package dev.homeport.simulation.move;

import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.dcnode.logic.sync.SyncPage;
import dev.homeport.dcnode.view.Held.Place;
import dev.homeport.vocabulary.SiteId;
import java.util.Map;

/** Looks at inboxes as views fill them and as clients read them. One thread. */
interface InboxOracle {

    /** A site's view has places that it had not before. */
    void filled(SiteId site, Map<Place, SyncKey> filled);

    /** A client reads on. */
    void read(ModelClient client, SyncPage page);
}
