/** Documents as YAML. */
@NullMarked
package dev.homeport.cli.adapter.yaml;

import org.jspecify.annotations.NullMarked;
