/** Messages: taken at the sender's home, put into the inbox at the recipient's. */
@NullMarked
package dev.homeport.dcnode.logic.message;

import org.jspecify.annotations.NullMarked;
