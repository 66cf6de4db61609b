/** The machine that decides what a site pulls from whom. Pure: no thread, clock, socket or dice. */
@NullMarked
package dev.homeport.dcnode.link.pull;

import org.jspecify.annotations.NullMarked;
