@NullMarked
package dev.homeport.dcnode.ids;

import org.jspecify.annotations.NullMarked;
