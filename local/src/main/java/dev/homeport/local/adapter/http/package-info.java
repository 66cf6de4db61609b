/** The launcher's control of the WAN emulator over HTTP and JSON, and the client for it. */
@NullMarked
package dev.homeport.local.adapter.http;

import org.jspecify.annotations.NullMarked;
