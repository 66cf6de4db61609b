/**
 * Journals in files: what a pure machine was stepped with and what it wanted done, so that the same
 * classes can be stepped again.
 */
@NullMarked
package dev.homeport.wireformat.adapter.journal;

import org.jspecify.annotations.NullMarked;
