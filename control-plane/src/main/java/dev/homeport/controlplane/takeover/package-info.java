/** Deciders on sites that are lost. All pure. */
@NullMarked
package dev.homeport.controlplane.takeover;

import org.jspecify.annotations.NullMarked;
