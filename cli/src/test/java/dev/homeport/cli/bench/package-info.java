@NullMarked
package dev.homeport.cli.bench;

import org.jspecify.annotations.NullMarked;
