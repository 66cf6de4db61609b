/** What a fleet is doing: its processes, logs, leases, links and network. */
@NullMarked
package dev.homeport.cli.status;

import org.jspecify.annotations.NullMarked;
