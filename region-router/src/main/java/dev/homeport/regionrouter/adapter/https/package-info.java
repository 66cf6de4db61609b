/** Tables and topology from the control plane's door, with mutual TLS and identities. */
@NullMarked
package dev.homeport.regionrouter.adapter.https;

import org.jspecify.annotations.NullMarked;
