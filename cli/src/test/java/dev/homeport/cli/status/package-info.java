@NullMarked
package dev.homeport.cli.status;

import org.jspecify.annotations.NullMarked;
