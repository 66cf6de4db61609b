/** Answers from what this installation brings along, without any server. */
@NullMarked
package dev.homeport.cli.adapter.local;

import org.jspecify.annotations.NullMarked;
