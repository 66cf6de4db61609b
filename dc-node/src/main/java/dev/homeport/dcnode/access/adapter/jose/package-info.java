/** Tokens as JSON Web Tokens signed with Ed25519. */
@NullMarked
package dev.homeport.dcnode.access.adapter.jose;

import org.jspecify.annotations.NullMarked;
