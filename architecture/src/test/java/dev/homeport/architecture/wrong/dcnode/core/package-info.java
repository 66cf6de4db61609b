@NullMarked
package dev.homeport.architecture.wrong.dcnode.core;

import org.jspecify.annotations.NullMarked;
