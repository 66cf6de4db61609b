@NullMarked
package dev.homeport.dcnode.table;

import org.jspecify.annotations.NullMarked;
