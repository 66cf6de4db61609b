package dev.homeport.local.account;

import dev.homeport.vocabulary.AccountId;
import java.io.IOException;
import java.net.URI;

/** Registers accounts at a site. Thread-safe. */
public interface AccountDoor extends AutoCloseable {

    /**
     * Registers an account. The same request id always gives the same account.
     *
     * @param access the site's door
     * @param handle the handle that it is to have
     * @param requestId names this request, whenever it is repeated
     * @return the account's id
     * @throws TryAgainException if the site cannot do it at present
     * @throws IOException if it refuses, with its reason
     */
    AccountId register(URI access, String handle, String requestId)
            throws IOException, InterruptedException;

    @Override
    void close();

    /** The site cannot do it at present, or could not be reached: the same request may be sent. */
    final class TryAgainException extends IOException {

        /**
         * Makes an exception.
         *
         * @param reason why
         * @param cause what was seen below
         */
        public TryAgainException(String reason, Throwable cause) {
            super(reason, cause);
        }

        /**
         * Makes an exception.
         *
         * @param reason why
         */
        public TryAgainException(String reason) {
            super(reason);
        }
    }
}
