/** Looks for orphans in the site's log and has them adopted. */
@NullMarked
package dev.homeport.dcnode.adoption;

import org.jspecify.annotations.NullMarked;
