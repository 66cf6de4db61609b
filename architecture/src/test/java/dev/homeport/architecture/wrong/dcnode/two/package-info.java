@NullMarked
package dev.homeport.architecture.wrong.dcnode.two;

import org.jspecify.annotations.NullMarked;
