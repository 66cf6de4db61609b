/**
 * The site's judge: which entries of the log take effect. A function of the log alone, stepped on
 * every replica of a site, full and log nodes alike.
 */
@NullMarked
package dev.homeport.dcnode.judge;

import org.jspecify.annotations.NullMarked;
