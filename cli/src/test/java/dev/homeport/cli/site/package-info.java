@NullMarked
package dev.homeport.cli.site;

import org.jspecify.annotations.NullMarked;
