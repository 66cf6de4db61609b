package dev.homeport.cli.chat;

import dev.homeport.client.Answer;
import dev.homeport.client.Handle;
import dev.homeport.vocabulary.AccountId;
import java.time.Duration;
import java.util.Optional;

/** A session and who is who in it. Every call ends within a bound. */
public interface Conversation {

    /** The account of a handle, or why nobody can say. Blocks. */
    Answer<AccountId> accountOf(Handle handle) throws InterruptedException;

    /** The handle of an account, if anybody knows it. Blocks. */
    Optional<Handle> handleOf(AccountId account) throws InterruptedException;

    /** Sends; what becomes of it comes back as {@link Happening.Settled}, in any case. */
    void send(String requestId, Handle to, AccountId account, String text);

    /**
     * What happened next.
     *
     * @param patience how long to wait for it
     * @return nothing if nothing happened in that time
     */
    Optional<Happening> next(Duration patience) throws InterruptedException;
}
