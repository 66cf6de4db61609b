/** Files of a local fleet that other programs read, as JSON. */
@NullMarked
package dev.homeport.local.adapter.json;

import org.jspecify.annotations.NullMarked;
