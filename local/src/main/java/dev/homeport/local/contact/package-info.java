/** Where the processes of a running fleet are reached, for tools that did not plan it. */
@NullMarked
package dev.homeport.local.contact;

import org.jspecify.annotations.NullMarked;
