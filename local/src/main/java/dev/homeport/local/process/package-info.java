/**
 * The processes of a local fleet: what to start, when to start it again, and which processes found
 * on the machine are ours. Decisions only; the operating system is asked in {@code adapter.os}.
 */
@NullMarked
package dev.homeport.local.process;

import org.jspecify.annotations.NullMarked;
