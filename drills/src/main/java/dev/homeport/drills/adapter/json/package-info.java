/** Orders and reports of drills as JSON. */
@NullMarked
package dev.homeport.drills.adapter.json;

import org.jspecify.annotations.NullMarked;
