@NullMarked
package dev.homeport.architecture.wrong.nowhere;

import org.jspecify.annotations.NullMarked;
