/**
 * IP addresses as values: literals, blocks, and the registries of addresses that stand for no place
 * on the public internet. Pure, and never a name lookup.
 */
@NullMarked
package dev.homeport.regionrouter.address;

import org.jspecify.annotations.NullMarked;
