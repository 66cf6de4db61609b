/** Which rules of moving homes hold between sites; each can be removed, in the simulator alone. */
@NullMarked
package dev.homeport.dcnode.home.move;

import org.jspecify.annotations.NullMarked;
