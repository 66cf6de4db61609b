/**
 * Which certificate says who a process is, and when that certificate has to be made anew. The keys
 * themselves are made in {@code adapter.bouncycastle}.
 */
@NullMarked
package dev.homeport.local.certificate;

import org.jspecify.annotations.NullMarked;
