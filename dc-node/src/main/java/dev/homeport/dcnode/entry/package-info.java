/**
 * What a site's log says: one sealed type per kind of entry, with the checks that keep out of the
 * log whatever an applier could not apply. Nouns only; the bytes are made by an adapter.
 */
@NullMarked
package dev.homeport.dcnode.entry;

import org.jspecify.annotations.NullMarked;
