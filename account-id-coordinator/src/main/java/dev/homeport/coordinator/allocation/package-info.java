/**
 * Allocation: how a site makes account ids from the ranges that the coordinator granted it, without
 * asking anybody and without a clock.
 */
@NullMarked
package dev.homeport.coordinator.allocation;

import org.jspecify.annotations.NullMarked;
