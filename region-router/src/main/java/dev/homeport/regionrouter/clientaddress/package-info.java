/**
 * Whose address a request comes from, when proxies stand between. Pure: who the peer is has been
 * settled before, by its certificate.
 */
@NullMarked
package dev.homeport.regionrouter.clientaddress;

import org.jspecify.annotations.NullMarked;
