package dev.homeport.dcnode.logic.message;

import dev.homeport.dcnode.logic.account.AccountView;
import dev.homeport.dcnode.storage.StorageException;
import dev.homeport.vocabulary.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Knows recipients from the site's view, as long as the view is up to date; otherwise it cannot
 * tell, and messages are taken without. Thread-safe.
 */
public final class ViewedRecipients implements Recipients {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final AccountView accounts;
    private final BooleanSupplier isCurrent;
    private final Executor readers;

    /**
     * Makes the view of recipients.
     *
     * @param isCurrent whether what the view does not show can be taken for absent
     * @param readers runs reads that may block
     */
    public ViewedRecipients(AccountView accounts, BooleanSupplier isCurrent, Executor readers) {
        this.accounts = accounts;
        this.isCurrent = isCurrent;
        this.readers = readers;
    }

    @Override
    public CompletionStage<Knowledge> ask(AccountId account) {
        if (!isCurrent.getAsBoolean()) {
            return CompletableFuture.completedFuture(Knowledge.CANNOT_TELL);
        }
        return CompletableFuture.supplyAsync(() -> read(account), readers)
                .completeOnTimeout(
                        Knowledge.CANNOT_TELL, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Knowledge read(AccountId account) {
        try {
            return accounts.byId(account).isPresent() ? Knowledge.KNOWN : Knowledge.ABSENT;
        } catch (StorageException e) {
            return Knowledge.CANNOT_TELL;
        }
    }
}
