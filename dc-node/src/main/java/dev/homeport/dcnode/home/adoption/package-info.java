/**
 * What becomes of entries that a lost home alone had acknowledged: found, and taken over by the
 * home that came after it (DESIGN 4.7). Pure.
 */
@NullMarked
package dev.homeport.dcnode.home.adoption;

import org.jspecify.annotations.NullMarked;
