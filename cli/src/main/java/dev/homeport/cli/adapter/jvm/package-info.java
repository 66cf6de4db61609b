/** How the programs of this repository are run. */
@NullMarked
package dev.homeport.cli.adapter.jvm;

import org.jspecify.annotations.NullMarked;
