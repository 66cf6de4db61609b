package dev.homeport.client;

/**
 * Registers accounts at one site. The site gives only ids of shards that it is home of, so it is
 * the home of every account that it registers. Thread-safe.
 */
@FunctionalInterface
public interface Registrar {

    /**
     * Registers an account. Asks again with the same request id, at a jittered pace, until there is
     * an answer or the registrar's deadline has passed. Blocks.
     *
     * @param requestId 1 to 64 printable ASCII characters without blanks; the same id and handle
     *     give the same account, however often they are asked for
     * @param handle the handle that the account is to have
     * @throws InterruptedException if the thread was interrupted; then nothing is known
     */
    Registration register(String requestId, String handle) throws InterruptedException;
}
