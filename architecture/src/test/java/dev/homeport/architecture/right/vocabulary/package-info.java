@NullMarked
package dev.homeport.architecture.right.vocabulary;

import org.jspecify.annotations.NullMarked;
