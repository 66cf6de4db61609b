/**
 * How a site follows the routing table: it closes in its log what the table has ended, and opens
 * what the table gives it as soon as every earlier assignment is settled.
 */
@NullMarked
package dev.homeport.dcnode.home.opening;

import org.jspecify.annotations.NullMarked;
