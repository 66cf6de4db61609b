@NullMarked
package dev.homeport.cli.adapter.jvm;

import org.jspecify.annotations.NullMarked;
