/** What a node says of its site to those who watch over homes. */
@NullMarked
package dev.homeport.dcnode.report;

import org.jspecify.annotations.NullMarked;
