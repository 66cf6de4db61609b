/**
 * Which epochs are open in a log, and so which of its entries are effective. The site log is the
 * only arbiter of open and closed.
 */
@NullMarked
package dev.homeport.dcnode.home.judge;

import org.jspecify.annotations.NullMarked;
