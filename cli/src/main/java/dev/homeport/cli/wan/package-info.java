/** Commands that show and break the network between the sites of this machine. */
@NullMarked
package dev.homeport.cli.wan;

import org.jspecify.annotations.NullMarked;
