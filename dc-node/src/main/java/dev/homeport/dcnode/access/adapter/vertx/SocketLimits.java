package dev.homeport.dcnode.access.adapter.vertx;

/**
 * The bounds of a WebSocket connection.
 *
 * @param helloMillis how long a client may take to say who it is
 * @param pingMillis how often the node pings
 * @param silenceMillis after how long without a sign of life the connection is taken for dead
 * @param slowMillis how long a client may leave its buffer full
 * @param unconfirmed how many messages are pushed ahead of the client's confirmations
 * @param sendsInFlight how many of a client's messages may wait for their acknowledgement
 * @param movedMillis how long a client is served after it was to go to its home elsewhere
 * @param garbage how many frames that make no sense a client may send
 */
public record SocketLimits(
        long helloMillis,
        long pingMillis,
        long silenceMillis,
        long slowMillis,
        int unconfirmed,
        int sendsInFlight,
        long movedMillis,
        int garbage) {

    /** What suits clients on the internet. */
    public static final SocketLimits DEFAULT =
            new SocketLimits(10_000, 15_000, 40_000, 20_000, 256, 64, 60_000, 16);
}
