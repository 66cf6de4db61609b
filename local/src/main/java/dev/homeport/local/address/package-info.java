/**
 * The address plan of a local fleet as pure code: which loopback address and port every process
 * listens on, under which address every other site dials it, and what a given address means.
 */
@NullMarked
package dev.homeport.local.address;

import org.jspecify.annotations.NullMarked;
