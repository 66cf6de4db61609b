/**
 * Database servers that speak MySQL's protocol: MariaDB, installed or from Maven. Tested with
 * MariaDB 10.11 and 11.4; no MySQL 8 server could be had.
 */
@NullMarked
package dev.homeport.local.adapter.mariadb;

import org.jspecify.annotations.NullMarked;
