/** What the control plane was asked about moves and takeovers, with what was known; pure. */
@NullMarked
package dev.homeport.controlplane.deliberation;

import org.jspecify.annotations.NullMarked;
