@NullMarked
package dev.homeport.cli.route.explain;

import org.jspecify.annotations.NullMarked;
