/** Countries from a database in MaxMind's file format. */
@NullMarked
package dev.homeport.regionrouter.adapter.maxmind;

import org.jspecify.annotations.NullMarked;
