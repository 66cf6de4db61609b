/** The machine that pulls, part by part. */
@NullMarked
package dev.homeport.dcnode.link.pull;

import org.jspecify.annotations.NullMarked;
