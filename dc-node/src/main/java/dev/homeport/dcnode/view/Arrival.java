package dev.homeport.dcnode.view;

import dev.homeport.dcnode.logic.sync.InboxItem;
import dev.homeport.dcnode.logic.sync.SyncKey;
import dev.homeport.vocabulary.AccountId;
import java.util.Optional;

/**
 * A place of an inbox that can be read from now on.
 *
 * @param account whose inbox
 * @param key the place
 * @param item what stands there, so that nobody needs to ask for it; none when its message has not
 *     come yet, or when later places may have been filled before it
 */
public record Arrival(AccountId account, SyncKey key, Optional<InboxItem> item) {}
