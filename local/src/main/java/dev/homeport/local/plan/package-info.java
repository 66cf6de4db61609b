/**
 * The plan of a local fleet: every process with its addresses, ports, folders, certificate and
 * configuration, as data. What starts them reads it from here and decides nothing itself.
 */
@NullMarked
package dev.homeport.local.plan;

import org.jspecify.annotations.NullMarked;
