@NullMarked
package dev.homeport.architecture.wrong.dcnode.one;

import org.jspecify.annotations.NullMarked;
