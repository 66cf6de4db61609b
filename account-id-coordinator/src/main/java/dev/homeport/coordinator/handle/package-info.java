/**
 * Handles and phone numbers: from what people type to the one form that is compared, and from there
 * to a keyed hash, so that neither stands in a log that crosses borders.
 */
@NullMarked
package dev.homeport.coordinator.handle;

import org.jspecify.annotations.NullMarked;
