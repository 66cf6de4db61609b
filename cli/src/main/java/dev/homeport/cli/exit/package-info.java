/** How commands end: exit codes and the failures that lead to them. */
@NullMarked
package dev.homeport.cli.exit;

import org.jspecify.annotations.NullMarked;
