/** Pages of help that belong to no single command. */
@NullMarked
package dev.homeport.cli.topic;

import org.jspecify.annotations.NullMarked;
