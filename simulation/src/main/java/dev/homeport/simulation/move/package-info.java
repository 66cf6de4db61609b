/**
 * The scenario of planned moves: whole sites are evacuated and come back, two operators at once ask
 * for it, the control plane's leader dies at any moment, links are slow, cut or lag behind each
 * other, sites crash and databases stall, and clients repeat what was not answered and resume by
 * the key that they have. What decides is the product's own; the invariants are checked after every
 * event, and at the end everything heals and must agree.
 */
@NullMarked
package dev.homeport.simulation.move;

import org.jspecify.annotations.NullMarked;
