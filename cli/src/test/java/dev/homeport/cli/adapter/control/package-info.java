@NullMarked
package dev.homeport.cli.adapter.control;

import org.jspecify.annotations.NullMarked;
