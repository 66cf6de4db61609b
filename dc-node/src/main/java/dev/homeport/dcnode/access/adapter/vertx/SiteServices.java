package dev.homeport.dcnode.access.adapter.vertx;

import dev.homeport.dcnode.access.OnlineClients;
import dev.homeport.dcnode.access.ResumeHints;
import dev.homeport.dcnode.access.TokenCheck;
import dev.homeport.dcnode.logic.account.AccountView;
import dev.homeport.dcnode.logic.account.Registration;
import dev.homeport.dcnode.logic.append.Homes;
import dev.homeport.dcnode.logic.message.Sending;
import dev.homeport.dcnode.logic.sync.Syncing;
import dev.homeport.dcnode.view.ViewStatus;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a site's door opens onto.
 *
 * @param tokens tells who asks
 * @param homes where the homes are
 * @param registration registers accounts
 * @param accounts looks accounts up
 * @param sending takes messages
 * @param syncing gives inboxes
 * @param view how old what is read may be
 * @param online who is connected
 * @param hints where clients go on that do not say
 * @param readers runs what blocks
 * @param wallClock for the expiry of tokens
 */
public record SiteServices(
        TokenCheck tokens,
        Homes homes,
        Registration registration,
        AccountView accounts,
        Sending sending,
        Syncing syncing,
        Supplier<ViewStatus> view,
        OnlineClients online,
        ResumeHints hints,
        Executor readers,
        InstantSource wallClock) {}
