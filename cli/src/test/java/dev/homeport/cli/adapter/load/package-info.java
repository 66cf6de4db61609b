@NullMarked
package dev.homeport.cli.adapter.load;

import org.jspecify.annotations.NullMarked;
