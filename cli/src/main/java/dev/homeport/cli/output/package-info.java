/** What commands print: documents of fields, as a table, JSON or YAML. */
@NullMarked
package dev.homeport.cli.output;

import org.jspecify.annotations.NullMarked;
