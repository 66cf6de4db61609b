/** {@code homeport simulate}: runs the lease protocol under faults, or replays a real run. */
@NullMarked
package dev.homeport.cli.simulate;

import org.jspecify.annotations.NullMarked;
