/** What sites report of themselves: homes, leases, streams, links and views. */
@NullMarked
package dev.homeport.controlplane.report;

import org.jspecify.annotations.NullMarked;
