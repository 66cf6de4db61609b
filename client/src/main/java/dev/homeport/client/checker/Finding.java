package dev.homeport.client.checker;

/**
 * One thing that was found.
 *
 * @param fault what
 * @param subject the message, request or shard that it is about; findings of one fault and subject
 *     count as one
 * @param detail where it shows
 */
public record Finding(Fault fault, String subject, String detail) {}
