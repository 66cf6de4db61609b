/** The fleet's certificate authority, made with Bouncy Castle. */
@NullMarked
package dev.homeport.local.adapter.bouncycastle;

import org.jspecify.annotations.NullMarked;
