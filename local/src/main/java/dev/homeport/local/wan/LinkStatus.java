package dev.homeport.local.wan;

/**
 * What is known about one direction of a link. Immutable and thread-safe.
 *
 * @param direction the direction
 * @param condition what it does to bytes
 * @param conditionAgeMillis for how long it has done so
 * @param settings what it is like when open
 * @param openConnections connections dialled in this direction that are up, hanging ones included
 * @param acceptedConnections connections dialled in this direction since the start
 * @param resetConnections of these, those that the emulator or an end reset
 * @param turnedAwayConnections connections that came when too many were open
 * @param deliveredBytes bytes handed over in this direction since the start
 * @param waitingBytes bytes on their way or held
 */
public record LinkStatus(
        Direction direction,
        LinkCondition condition,
        long conditionAgeMillis,
        LinkSettings settings,
        int openConnections,
        long acceptedConnections,
        long resetConnections,
        long turnedAwayConnections,
        long deliveredBytes,
        long waitingBytes) {}
