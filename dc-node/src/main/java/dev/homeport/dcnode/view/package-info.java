/** What a site derives from its log, and the applier that derives it. */
@NullMarked
package dev.homeport.dcnode.view;

import org.jspecify.annotations.NullMarked;
