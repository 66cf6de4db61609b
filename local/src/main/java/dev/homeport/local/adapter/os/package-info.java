/**
 * The operating system (Linux): starting, watching and ending processes, locks, logs, and what
 * {@code /proc} knows.
 */
@NullMarked
package dev.homeport.local.adapter.os;

import org.jspecify.annotations.NullMarked;
