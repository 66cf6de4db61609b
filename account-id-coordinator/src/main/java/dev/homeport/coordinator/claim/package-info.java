/**
 * Claims: which account owns which handle or phone number, decided in the order of one replicated
 * log, so that of two claims of one name exactly one wins.
 */
@NullMarked
package dev.homeport.coordinator.claim;

import org.jspecify.annotations.NullMarked;
