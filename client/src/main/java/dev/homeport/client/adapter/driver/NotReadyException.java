package dev.homeport.client.adapter.driver;

/** A run could not begin: the fleet was not ready for it within its bound. */
public final class NotReadyException extends Exception {

    /**
     * Makes an exception.
     *
     * @param detail what is missing, and where
     */
    public NotReadyException(String detail) {
        super(detail);
    }
}
