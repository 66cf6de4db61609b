/**
 * What replicas of the control plane see of sites, and what that says of their health. All pure.
 */
@NullMarked
package dev.homeport.controlplane.observation;

import org.jspecify.annotations.NullMarked;
