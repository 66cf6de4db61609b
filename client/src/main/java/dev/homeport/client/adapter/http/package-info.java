/** The client's calls over HTTP, on the JDK's own client. */
@NullMarked
package dev.homeport.client.adapter.http;

import org.jspecify.annotations.NullMarked;
