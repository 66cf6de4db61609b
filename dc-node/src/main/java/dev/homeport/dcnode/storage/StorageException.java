package dev.homeport.dcnode.storage;

/** A view cannot be read or written now; the log goes on without it. Try again later. */
public final class StorageException extends RuntimeException {

    /**
     * Makes the exception.
     *
     * @param message what was tried and what is wrong
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
