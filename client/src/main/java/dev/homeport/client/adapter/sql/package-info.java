/** What is read of the sites' databases, for checking alone. */
@NullMarked
package dev.homeport.client.adapter.sql;

import org.jspecify.annotations.NullMarked;
