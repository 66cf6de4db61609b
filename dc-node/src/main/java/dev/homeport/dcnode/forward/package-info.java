/**
 * What only the node that leads the site's log can do, asked from any of the site's nodes: appends,
 * mirrors, cursors. The leader's word is relayed as it is.
 */
@NullMarked
package dev.homeport.dcnode.forward;

import org.jspecify.annotations.NullMarked;
