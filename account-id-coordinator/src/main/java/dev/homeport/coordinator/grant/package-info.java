/**
 * Grants: ranges of sequence numbers that the coordinator gives to sites, each once and for ever.
 */
@NullMarked
package dev.homeport.coordinator.grant;

import org.jspecify.annotations.NullMarked;
