/**
 * From a fact to an acknowledged entry: who is home, the append, the verdict, and only then the
 * lease.
 */
@NullMarked
package dev.homeport.dcnode.logic.append;

import org.jspecify.annotations.NullMarked;
