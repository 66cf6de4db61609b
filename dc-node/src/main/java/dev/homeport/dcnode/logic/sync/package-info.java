/** How a client catches up: pages of its inbox by key, without gaps. */
@NullMarked
package dev.homeport.dcnode.logic.sync;

import org.jspecify.annotations.NullMarked;
