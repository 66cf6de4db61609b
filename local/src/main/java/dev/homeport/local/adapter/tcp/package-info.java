/**
 * The WAN emulator on real sockets: a TCP proxy between the sites of a local fleet. Blocking
 * sockets on virtual threads; all decisions are those of {@code dev.homeport.local.wan}.
 */
@NullMarked
package dev.homeport.local.adapter.tcp;

import org.jspecify.annotations.NullMarked;
