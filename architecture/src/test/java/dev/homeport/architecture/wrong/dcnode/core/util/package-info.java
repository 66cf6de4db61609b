@NullMarked
package dev.homeport.architecture.wrong.dcnode.core.util;

import org.jspecify.annotations.NullMarked;
