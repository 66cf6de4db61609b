/** The client's messages as JSON. */
@NullMarked
package dev.homeport.client.adapter.json;

import org.jspecify.annotations.NullMarked;
