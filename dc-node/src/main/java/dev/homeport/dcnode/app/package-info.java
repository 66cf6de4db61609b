/** The processes of a site: their mains, their configuration and their wiring. */
@NullMarked
package dev.homeport.dcnode.app;

import org.jspecify.annotations.NullMarked;
