package dev.homeport.wireformat.adapter.protobuf;

/**
 * A message that parses as protobuf, or not even that, but says nothing that the protocol knows.
 * Its text names the field and may be shown to the sender.
 */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1;

    /** Makes one whose text names the field. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** Makes one whose text names the field. */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
