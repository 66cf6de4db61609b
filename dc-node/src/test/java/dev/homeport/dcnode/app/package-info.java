@NullMarked
package dev.homeport.dcnode.app;

import org.jspecify.annotations.NullMarked;
