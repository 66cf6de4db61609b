/**
 * The database server of a site: its settings, users and first statements. The server itself is
 * found and run in {@code adapter.mariadb}.
 */
@NullMarked
package dev.homeport.local.database;

import org.jspecify.annotations.NullMarked;
