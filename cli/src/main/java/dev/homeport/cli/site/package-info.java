/** Commands that show sites, and move homes away from them and back. */
@NullMarked
package dev.homeport.cli.site;

import org.jspecify.annotations.NullMarked;
