/** What the tests of homes have in common. */
@NullMarked
package dev.homeport.dcnode.home;

import org.jspecify.annotations.NullMarked;
