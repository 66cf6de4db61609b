/**
 * Account ids and handles from the coordinator: numbers that are granted to the site and taken from
 * its log, and claims that the coordinator holds.
 */
@NullMarked
package dev.homeport.dcnode.ids;

import org.jspecify.annotations.NullMarked;
