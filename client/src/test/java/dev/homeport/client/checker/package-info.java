@NullMarked
package dev.homeport.client.checker;

import org.jspecify.annotations.NullMarked;
