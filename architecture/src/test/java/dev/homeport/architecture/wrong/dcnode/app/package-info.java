@NullMarked
package dev.homeport.architecture.wrong.dcnode.app;

import org.jspecify.annotations.NullMarked;
