/**
 * The wide area network between the sites of a local fleet, as a state machine: what happens to
 * bytes that enter a link at some moment. Owns no socket, thread or clock; the sockets are in
 * {@code adapter.tcp}.
 */
@NullMarked
package dev.homeport.local.wan;

import org.jspecify.annotations.NullMarked;
