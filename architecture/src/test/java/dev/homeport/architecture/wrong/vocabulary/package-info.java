@NullMarked
package dev.homeport.architecture.wrong.vocabulary;

import org.jspecify.annotations.NullMarked;
