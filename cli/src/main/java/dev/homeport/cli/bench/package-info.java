/** {@code homeport bench}: measures Homeport beside its peers. */
@NullMarked
package dev.homeport.cli.bench;

import org.jspecify.annotations.NullMarked;
