/** Documents as JSON. */
@NullMarked
package dev.homeport.cli.adapter.json;

import org.jspecify.annotations.NullMarked;
