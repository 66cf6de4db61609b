/** Reports of drills as pages to look at. */
@NullMarked
package dev.homeport.drills.adapter.html;

import org.jspecify.annotations.NullMarked;
