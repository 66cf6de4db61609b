package dev.homeport.local.app;

import dev.homeport.local.account.AccountDoor;
import dev.homeport.local.account.DemoAccount;
import dev.homeport.local.adapter.file.TokenSigner;
import dev.homeport.local.adapter.json.DemoAccountFile;
import dev.homeport.vocabulary.AccountId;
import dev.homeport.vocabulary.Backoff;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Makes the accounts that a fleet is tried with, one per site, or finds those of an earlier start.
 * Every start gives them a fresh token. Thread-safe for different handles.
 *
 * @param fleet the fleet, which is part of the request ids: a wiped fleet's are never met again
 * @param folder where the accounts are kept
 * @param door registers them
 * @param tokens signs their tokens
 * @param chance draws the pauses between attempts
 * @param bound how long a site may take
 */
record DemoAccounts(
        FleetId fleet,
        Path folder,
        AccountDoor door,
        TokenSigner tokens,
        RandomGenerator chance,
        Duration bound) {

    /** How long a token of a local fleet is good for; the next start signs it anew. */
    static final Duration TOKEN_VALIDITY = Duration.ofDays(30);

    private static final Backoff PAUSES = Backoff.ofMillis(100, 500);

    /**
     * Returns the account of a handle, registered at a site.
     *
     * @throws IOException if the site refuses, or cannot do it within the bound
     */
    DemoAccount provide(SiteId site, URI access, String handle)
            throws IOException, GeneralSecurityException, InterruptedException {
        var known = DemoAccountFile.read(folder, handle).filter(each -> each.home().equals(site));
        var id = known.isPresent() ? known.get().account() : register(access, handle);
        var account = new DemoAccount(handle, id, site, tokens.account(id, TOKEN_VALIDITY));
        DemoAccountFile.write(folder, account);
        return account;
    }

    private AccountId register(URI access, String handle) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + bound.toNanos();
        for (var failures = 1; ; failures++) {
            try {
                return door.register(access, handle, "demo-" + handle + "-" + fleet);
            } catch (AccountDoor.TryAgainException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(PAUSES.delay(failures, chance));
            }
        }
    }
}
