/** Files that people write, read strictly: YAML, and JSON as a part of it. */
@NullMarked
package dev.homeport.regionrouter.adapter.yaml;

import org.jspecify.annotations.NullMarked;
