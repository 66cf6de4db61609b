/** What a site's stores tell those who use them; the stores themselves stand under adapter. */
@NullMarked
package dev.homeport.dcnode.storage;

import org.jspecify.annotations.NullMarked;
