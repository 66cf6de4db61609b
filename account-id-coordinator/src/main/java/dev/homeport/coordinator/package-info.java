/**
 * Unique account ids and unique handles for the whole fleet: what every part of the coordinator
 * shares. Deciders return records and a reply and change nothing; records alone change state when
 * they are replayed, in the order of the replicated log, on every voter alike.
 */
@NullMarked
package dev.homeport.coordinator;

import org.jspecify.annotations.NullMarked;
