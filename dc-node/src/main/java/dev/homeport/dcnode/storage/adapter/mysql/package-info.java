/**
 * The view in a database server that speaks MySQL's protocol: plain SQL that is valid on MySQL 8.4
 * and MariaDB 10.11, tried on MariaDB. The only place that speaks SQL.
 */
@NullMarked
package dev.homeport.dcnode.storage.adapter.mysql;

import org.jspecify.annotations.NullMarked;
