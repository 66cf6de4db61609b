/** The clocks of the machine that a process runs on. */
@NullMarked
package dev.homeport.dcnode.home.adapter.os;

import org.jspecify.annotations.NullMarked;
