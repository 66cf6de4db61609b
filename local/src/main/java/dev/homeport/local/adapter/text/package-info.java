/** What people read about a local fleet, in plain text. */
@NullMarked
package dev.homeport.local.adapter.text;

import org.jspecify.annotations.NullMarked;
